/** The words of a command line: separated by spaces, kept together by quotes, a backslash takes the next letter. */
export function shellWords(line: string): string[] {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gu) ?? []
  return words.map((word) =>
    word.replaceAll(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gu, (_, letter?: string, double?: string, single?: string) =>
      double === undefined ? (letter ?? single ?? '') : double.replaceAll(/\\(["\\])/gu, '$1'),
    ),
  )
}
