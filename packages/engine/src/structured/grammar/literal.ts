import type { CodePointSet } from '../regular/code-point-set.ts'

/** A text as GBNF writes it: `"…"`. */
export function literal(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  return `"${Array.from(text, (character) => escape(character.codePointAt(0) ?? 0, '"')).join('')}"`
}

/** A set of characters as GBNF writes it: `[a-z]`. The set must not be empty. */
export function characterClass(set: CodePointSet): string {
  let text = ''
  for (let index = 0; index < set.length; index += 2) {
    const [low, high] = [set[index] ?? 0, set[index + 1] ?? 0]
    text += escape(low, ']')
    if (high > low) text += (high > low + 1 ? '-' : '') + escape(high, ']')
  }
  return `[${text}]`
}

// Printable ASCII stands for itself, but for what has a meaning in the place; all else by number.
function escape(codePoint: number, end: '"' | ']'): string {
  const character = String.fromCodePoint(codePoint)
  if (codePoint >= 0x20 && codePoint < 0x7f) {
    const special = character === '\\' || character === end || (end === ']' && /[[\]^-]/.test(character))
    return special ? (character === '^' || character === '-' ? hexadecimal(codePoint) : `\\${character}`) : character
  }
  return hexadecimal(codePoint)
}

function hexadecimal(codePoint: number): string {
  const digits = codePoint.toString(16).toUpperCase()
  if (codePoint <= 0xff) return `\\x${digits.padStart(2, '0')}`
  if (codePoint <= 0xffff) return `\\u${digits.padStart(4, '0')}`
  return `\\U${digits.padStart(8, '0')}`
}
