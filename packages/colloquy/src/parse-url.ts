/** Reads an address; undefined for a text that is not one. */
export function parseURL(text: string | URL, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
