import { codePointSet, complement, type CodePointSet } from './code-point-set.ts'
import { PatternError } from './pattern-syntax.ts'

export const digits: CodePointSet = codePointSet([0x30, 0x39])
export const wordCharacters: CodePointSet = codePointSet([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a])

// ECMA-262, 22.2.2.9: WhiteSpace and LineTerminator.
const spaces = codePointSet(
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
)

/** What `.` matches: anything but a line terminator. */
export const notLineTerminators: CodePointSet = complement(codePointSet([0x0a, 0x0a], [0x0d, 0x0d], [0x2028, 0x2029]))

const classes: Readonly<Record<string, CodePointSet>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
}

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 }

/** A set that a letter after a backslash stands for: `d`, `W` and their like; undefined for others. */
export function escapedClass(letter: string): CodePointSet | undefined {
  return Object.hasOwn(classes, letter) ? classes[letter] : undefined
}

/** A control character that a letter after a backslash stands for; undefined for others. */
export function escapedControl(letter: string): number | undefined {
  return Object.hasOwn(controls, letter) ? controls[letter] : undefined
}

const properties = new Map<string, CodePointSet>()
let allCharacters: string | undefined

/** The set that `\\p{…}` names, by the runtime's own Unicode tables; about 10 ms the first time in a process. */
export function unicodeProperty(name: string): CodePointSet {
  const known = properties.get(name)
  if (known !== undefined) return known
  const ranges: [number, number][] = []
  for (const { 0: run } of charactersInOrder().matchAll(propertyPattern(name))) {
    ranges.push([run.codePointAt(0) ?? 0, lastCodePoint(run)])
  }
  const set = codePointSet(...ranges)
  properties.set(name, set)
  return set
}

function propertyPattern(name: string): RegExp {
  if (/^[A-Za-z0-9_]+(?:=[A-Za-z0-9_]+)?$/.test(name)) {
    try {
      return new RegExp(`\\p{${name}}+`, 'gu')
    } catch {
      // Falls through: the runtime does not know it.
    }
  }
  throw new PatternError(`\\p{${name}} is not a Unicode property`)
}

// Every character once, in order: a run of matches is then a range, and the runtime's matcher does the work.
function charactersInOrder(): string {
  if (allCharacters !== undefined) return allCharacters
  const parts: string[] = []
  for (let start = 0; start < 0x110000; start += 0x800) {
    if (start === 0xd800) continue
    parts.push(String.fromCodePoint(...Array.from({ length: 0x800 }, (_, offset) => start + offset)))
  }
  allCharacters = parts.join('')
  return allCharacters
}

function lastCodePoint(text: string): number {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xdc00 && last <= 0xdfff ? (text.codePointAt(text.length - 2) ?? last) : last
}
