import { platform } from 'node:os'

/**
 * The words of a command line: separated by blanks, kept together by quotes. A backslash takes the next letter; on
 * Windows it does so before a double quote only, because paths are full of them (`C:\tools\server.exe`).
 */
export function shellWords(line: string, system: NodeJS.Platform = platform()): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote: string | undefined
  let isTaken = false
  // By code unit: what is special is ASCII, and the rest joins up again.
  for (let index = 0; index < line.length; index++) {
    const letter = line.charAt(index)
    const isQuote = quote === undefined ? letter === '"' || letter === "'" : letter === quote
    if (isTaken) {
      word = `${word ?? ''}${letter}`
      isTaken = false
    } else if (letter === '\\' && takesNext(line.charAt(index + 1), quote, system)) isTaken = true
    else if (isQuote) {
      quote = quote === undefined ? letter : undefined
      word ??= ''
    } else if (quote === undefined && /\s/u.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = `${word ?? ''}${letter}`
  }
  return word === undefined ? words : [...words, word]
}

function takesNext(next: string, quote: string | undefined, system: NodeJS.Platform): boolean {
  if (next === '' || quote === "'") return false
  if (system === 'win32') return next === '"'
  return quote === undefined || next === '"' || next === '\\'
}
