/** Names that `colloquy` lists: models that can be downloaded, models that are, conversations, and templates. */
export type ListedKind = 'catalogue' | 'model' | 'session' | 'template'

/** Tells a kind from a list of words. */
export function isListed(value: string | readonly string[] | undefined): value is ListedKind {
  return typeof value === 'string' && Object.hasOwn(nameLists, value)
}

/**
 * The shell commands that list names when Tab is pressed. First columns of tables, since `--json` would need another
 * program to read it.
 */
export const nameLists: Readonly<Record<ListedKind, string>> = {
  catalogue: "colloquy models suggest 2>/dev/null | awk 'NR>1{print $1}'",
  model: "colloquy ls 2>/dev/null | awk 'NR>1{print $1}'",
  session: "colloquy sessions ls 2>/dev/null | awk 'NR>1{print $1}'",
  template: "colloquy templates ls 2>/dev/null | awk 'NR>1{print $1}'",
}
