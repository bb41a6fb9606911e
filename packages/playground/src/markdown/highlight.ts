/** Above this many characters, colouring would block the page for longer than a frame: 100,000 take about 60 ms. */
const longest = 50_000

/** Colours code by its language, where it is known. Loads the colourer when the first code comes. */
export async function highlight(element: HTMLElement, language: string): Promise<void> {
  const code = element.textContent ?? ''
  if (language === '' || code.length > longest) return
  const { colourer } = await import('./colourer.ts')
  if (colourer.getLanguage(language) === undefined) return
  // It escapes what it is given: nothing of the code is read as HTML.
  element.innerHTML = colourer.highlight(code, { language, ignoreIllegals: true }).value
}
