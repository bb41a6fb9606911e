/** Reads an address; undefined for what is none. */
export function parseURL(text: string | URL, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
