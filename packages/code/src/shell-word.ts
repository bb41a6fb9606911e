/** A text as one word of a POSIX shell: in single quotes nothing is special but the quote itself. */
export function shellWord(text: string): string {
  return /^[\w./:@=-]+$/u.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
