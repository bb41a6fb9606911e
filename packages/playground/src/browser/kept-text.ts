/** Where a small text is kept: until the browser forgets the site, or until the tab is closed. */
export type TextShelf = 'localStorage' | 'sessionStorage'

/** A text that was kept; undefined where there is none, or where the browser lets the page keep nothing. */
export function keptText(shelf: TextShelf, name: string): string | undefined {
  try {
    return globalThis[shelf].getItem(`colloquy-${name}`) ?? undefined
  } catch {
    // To ask for the shelf already throws where cookies are blocked.
    return undefined
  }
}

/** Keeps a text, as far as the browser lets it; an empty one is taken away. */
export function keepText(shelf: TextShelf, name: string, text: string): void {
  try {
    if (text === '') globalThis[shelf].removeItem(`colloquy-${name}`)
    else globalThis[shelf].setItem(`colloquy-${name}`, text)
  } catch {
    // What is kept so is a comfort: without it the page works as on a first visit.
  }
}
