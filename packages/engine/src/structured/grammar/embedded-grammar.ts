const token = /"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]|[a-zA-Z][\w-]*/g

/** The rules of a grammar in GBNF for use inside another one: each name begins with `prefix`, so `root` is `<prefix>root`. */
export function embeddedGrammar(grammar: string, prefix: string): string {
  return grammar.replaceAll(token, (found) => (found.startsWith('"') || found.startsWith('[') ? found : prefix + found))
}
