/** Puts a text on the clipboard. Throws where the browser does not let it. */
export async function copyText(text: string): Promise<void> {
  // A page that comes over plain HTTP from another machine has no clipboard, but may still copy what is selected.
  if (isSecureContext) await navigator.clipboard.writeText(text)
  else copySelected(text)
}

function copySelected(text: string): void {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  if (!copied) throw new Error('This browser does not let the page copy.')
}
