import {
  anyCodePoint,
  codePointOf,
  codePointSet,
  complement,
  noCodePoints,
  union,
  type CodePointSet,
} from './code-point-set.ts'
import { escapedClass, escapedControl, notLineTerminators, unicodeProperty } from './character-escapes.ts'
import { PatternError, type PatternNode } from './pattern-syntax.ts'

// A pattern nests a few levels in practice; the parser recurses, so hostile ones are refused before the stack is.
const deepest = 60
const longest = 8192

/**
 * Reads a regular expression of ECMAScript; with `dotAll` its dot matches line ends too. Throws `PatternError` where it
 * is malformed or not regular.
 */
export function parsePattern(source: string, { dotAll = false }: { dotAll?: boolean } = {}): PatternNode {
  if (source.length > longest)
    throw new PatternError(`it is ${source.length} characters long; at most ${longest} are read`)
  return new PatternParser(source, dotAll ? anyCodePoint : notLineTerminators).parse()
}

class PatternParser {
  readonly #dot: CodePointSet
  readonly #characters: readonly string[]
  #place = 0
  #depth = 0

  constructor(source: string, dot: CodePointSet) {
    this.#dot = dot
    this.#characters = Array.from(source)
  }

  parse(): PatternNode {
    const node = this.#either()
    if (this.#place < this.#characters.length) throw this.#unexpected()
    return node
  }

  #either(): PatternNode {
    if (++this.#depth > deepest) throw new PatternError(`its groups nest deeper than ${deepest}`)
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    this.#depth--
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'either', parts }
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')') parts.push(this.#term())
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'sequence', parts }
  }

  #term(): PatternNode {
    const node = this.#atom()
    const times = this.#quantifier()
    if (times === undefined) return node
    if (node.kind === 'start' || node.kind === 'end' || node.kind === 'word-boundary') throw this.#unexpected()
    return { kind: 'repeat', inner: node, ...times }
  }

  #atom(): PatternNode {
    const character = this.#advance()
    switch (character) {
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '.':
        return { kind: 'characters', set: this.#dot }
      case '(':
        return this.#group()
      case '[':
        return { kind: 'characters', set: this.#bracket() }
      case '\\':
        return this.#escape()
      case '*':
      case '+':
      case '?':
        throw new PatternError(`nothing stands before \`${character}\` at character ${this.#place}`)
      default:
        return one(codePointOf(character))
    }
  }

  #quantifier(): { min: number; max: number } | undefined {
    const times = this.#times()
    // Lazy or greedy finds the same texts.
    if (times !== undefined) this.#take('?')
    return times
  }

  #times(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity }
    if (this.#take('+')) return { min: 1, max: Infinity }
    if (this.#take('?')) return { min: 0, max: 1 }
    if (this.#next !== '{') return undefined
    const braces = /^\{(\d{1,7})(,(\d{0,7}))?\}/.exec(this.#characters.slice(this.#place, this.#place + 18).join(''))
    // A brace that opens no count is itself, as browsers read it (ECMA-262, Annex B.1.2).
    if (braces === null) return undefined
    this.#place += braces[0].length
    const min = Number(braces[1])
    const max = braces[2] === undefined ? min : braces[3] === '' ? Infinity : Number(braces[3])
    if (max < min) throw new PatternError(`the count ${braces[0]} is out of order`)
    return { min, max }
  }

  #group(): PatternNode {
    let wrap = (inner: PatternNode): PatternNode => inner
    if (this.#take('?')) {
      const sign = this.#advance()
      if (sign === '=' || sign === '!') wrap = (inner) => ({ kind: 'look-ahead', inner, negated: sign === '!' })
      else if (sign === '<') this.#groupName()
      else if (sign !== ':') throw this.#unexpected()
    }
    const inner = this.#either()
    if (!this.#take(')')) throw new PatternError('a group is not closed')
    return wrap(inner)
  }

  #groupName(): void {
    if (this.#next === '=' || this.#next === '!') throw new PatternError('look-behind cannot be enforced')
    while (this.#advance() !== '>');
  }

  #escape(): PatternNode {
    const letter = this.#advance()
    if (letter === 'b' || letter === 'B') return { kind: 'word-boundary', negated: letter === 'B' }
    if (/[1-9]/.test(letter) || letter === 'k') throw new PatternError('back-references cannot be enforced')
    return { kind: 'characters', set: this.#escapedSet(letter) }
  }

  #escapedSet(letter: string): CodePointSet {
    const set = escapedClass(letter)
    if (set !== undefined) return set
    if ((letter === 'p' || letter === 'P') && this.#next === '{') {
      this.#place++
      let name = ''
      for (let next = this.#advance(); next !== '}'; next = this.#advance()) name += next
      return letter === 'p' ? unicodeProperty(name) : complement(unicodeProperty(name))
    }
    const codePoint = escapedControl(letter) ?? this.#hexadecimal(letter) ?? codePointOf(letter)
    return codePointSet([codePoint, codePoint])
  }

  #hexadecimal(letter: string): number | undefined {
    if (letter === 'c' && /[A-Za-z]/.test(this.#next ?? '')) return codePointOf(this.#advance()) % 32
    const form =
      letter === 'x' ? /^([0-9a-fA-F]{2})/ : letter === 'u' ? /^(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/ : undefined
    const found = form?.exec(this.#characters.slice(this.#place, this.#place + 8).join(''))
    if (!found) return undefined
    this.#place += found[0].length
    const high = Number.parseInt(found[1] ?? found[2] ?? '', 16)
    if (high > 0x10ffff) throw new PatternError(`\\u{${found[2]}} is not a character`)
    const low = high >= 0xd800 && high <= 0xdbff ? this.#trailingSurrogate() : undefined
    return low === undefined ? high : (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
  }

  #trailingSurrogate(): number | undefined {
    const found = /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(this.#characters.slice(this.#place, this.#place + 6).join(''))
    if (found === null) return undefined
    this.#place += found[0].length
    return Number.parseInt(found[1] ?? '', 16)
  }

  #bracket(): CodePointSet {
    const negated = this.#take('^')
    let set = noCodePoints
    while (!this.#take(']')) {
      const low = this.#bracketAtom()
      if (this.#next === '-' && this.#characters[this.#place + 1] !== ']') {
        this.#place++
        const high = this.#bracketAtom()
        set = union(set, rangeOf(low, high))
      } else set = union(set, low)
    }
    return negated ? complement(set) : set
  }

  #bracketAtom(): CodePointSet {
    const character = this.#advance()
    if (character !== '\\') return codePointSet([codePointOf(character), codePointOf(character)])
    const letter = this.#advance()
    return letter === 'b' ? codePointSet([8, 8]) : this.#escapedSet(letter)
  }

  get #next(): string | undefined {
    return this.#characters[this.#place]
  }

  #take(character: string): boolean {
    if (this.#next !== character) return false
    this.#place++
    return true
  }

  #advance(): string {
    const character = this.#characters[this.#place++]
    if (character === undefined) throw new PatternError('it ends too early')
    return character
  }

  #unexpected(): PatternError {
    return new PatternError(`\`${this.#next ?? 'the end'}\` is out of place at character ${this.#place + 1}`)
  }
}

function one(codePoint: number): PatternNode {
  return { kind: 'characters', set: codePointSet([codePoint, codePoint]) }
}

// `[\w-x]` holds no range: with a class on either side the dash stands for itself (ECMA-262, Annex B.1.2).
function rangeOf(low: CodePointSet, high: CodePointSet): CodePointSet {
  const [from, to] = [low[0] ?? 0, high[0] ?? 0]
  if (low.length !== 2 || high.length !== 2 || from !== low[1] || to !== high[1]) {
    return union(union(low, high), codePointSet([0x2d, 0x2d]))
  }
  if (to < from) throw new PatternError('a range in brackets is out of order')
  return codePointSet([from, to])
}
