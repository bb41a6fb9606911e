/** Above this many characters a formula stays as it was written: the time to read one grows with what its macros make of it. */
const longest = 5000

/** Replaces the source that `element` shows with the formula it means, where it means one. Loads what can when the first comes. */
export async function showFormula(element: HTMLElement, tex: string, display: boolean): Promise<void> {
  if (tex.length > longest) return
  const { default: temml } = await import('temml')
  const shown = document.createElement('span')
  try {
    // It makes elements, never HTML; links and whatever else reaches out of a formula stay off.
    temml.render(tex, shown, { displayMode: display, throwOnError: true, trust: false, maxExpand: 200 })
  } catch {
    return
  }
  // The page's policy lets no style be written as an attribute; set from here it holds.
  for (const styled of shown.querySelectorAll<MathMLElement>('[style]'))
    styled.style.cssText = styled.getAttribute('style') ?? ''
  const source = element.textContent ?? ''
  element.replaceChildren(...shown.childNodes)
  element.title = source
  element.classList.add('shown')
}
