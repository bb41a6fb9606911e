import { InvalidResponseError } from '../errors/colloquy-error.ts'

/** A JSON value; while it is read, objects and lists in it are still growing. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** A list or object that is still open, and the place its next value takes. */
type OpenContainer = { list: JsonValue[]; at: number } | { object: { [key: string]: JsonValue }; key: string }

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'nothing'

/**
 * Reads JSON text that arrives in pieces, such as a tool call's arguments, and shows the value so far at any time.
 *
 * Each character is read once and one value is updated in place, so a long text costs linear time. Strings show as
 * far as they have come; numbers and literals once they are whole. Bad JSON throws `InvalidResponseError`.
 *
 * @example
 * const json = new ResumableJson()
 * json.push('{"city":"Ber')
 * json.value // { city: 'Ber' }
 */
export class ResumableJson {
  #root: JsonValue | undefined
  readonly #open: OpenContainer[] = []
  #expected: Expected = 'value'
  /** The unfinished string's text; undefined outside of strings. */
  #string: string | undefined
  #isName = false
  /** An escape that is not whole yet, from its backslash on. */
  #escape = ''
  /** A number or literal that is not whole yet. */
  #word = ''
  #read = 0

  /** The value so far; undefined before it begins. Live: the same objects grow with each push. */
  get value(): JsonValue | undefined {
    return this.#root
  }

  /** True once the value is closed. A bare number counts as open until `end()`. */
  get complete(): boolean {
    return this.#expected === 'nothing'
  }

  /** Takes the next piece of text. */
  push(text: string): void {
    let at = 0
    while (at < text.length) at = this.#string === undefined ? this.#outside(text, at) : this.#inside(text, at)
    this.#read += text.length
    if (this.#string !== undefined && !this.#isName) this.#show(this.#string)
  }

  /** Tells that no more text comes, and gives the whole value. Throws where the text is not whole. */
  end(): JsonValue {
    if (this.#word) this.#closeWord(0)
    if (this.#expected !== 'nothing' || this.#root === undefined) throw this.#fault(0, 'the text ends too early')
    return this.#root
  }

  /** Reads on in a string: whole runs at once, up to a quote, a backslash or the end of the piece. */
  #inside(text: string, at: number): number {
    if (this.#escape) return this.#escaped(text, at)
    stringEnd.lastIndex = at
    const end = stringEnd.exec(text)?.index ?? text.length
    this.#string += text.slice(at, end)
    if (end === text.length) return end
    const stop = text[end]
    if (stop === '\\') this.#escape = '\\'
    else if (stop === '"') this.#closeString()
    else throw this.#fault(end, 'a raw control character stands in a string')
    return end + 1
  }

  #escaped(text: string, at: number): number {
    const escape = (this.#escape += text[at])
    if (escape[1] === 'u') {
      if (escape.length < 6) return at + 1
      if (!/^\\u[\da-f]{4}$/i.test(escape)) throw this.#fault(at, `\`${escape}\` is no escape`)
      this.#string += String.fromCharCode(Number.parseInt(escape.slice(2), 16))
    } else {
      const character = escapes.get(escape)
      if (character === undefined) throw this.#fault(at, `\`${escape}\` is no escape`)
      this.#string += character
    }
    this.#escape = ''
    return at + 1
  }

  #closeString(): void {
    const text = this.#string ?? ''
    this.#string = undefined
    const container = this.#open.at(-1)
    if (this.#isName && container && 'key' in container) {
      container.key = text
      this.#expected = 'colon'
    } else {
      this.#show(text)
      this.#closeValue()
    }
  }

  /** Reads one character, or one run of a number or literal, between strings. */
  #outside(text: string, at: number): number {
    const character = text[at] ?? ''
    if (/[\w+.-]/.test(character)) {
      if (!this.#word && !this.#expected.startsWith('value')) throw this.#fault(at, `\`${character}\` is unexpected`)
      wordEnd.lastIndex = at
      const end = wordEnd.exec(text)?.index ?? text.length
      this.#word += text.slice(at, end)
      // No number needs so many characters, so a longer text is not JSON.
      if (this.#word.length > 1000) throw this.#fault(at, 'a number is endless')
      return end
    }
    if (this.#word) this.#closeWord(at)
    if (character === ' ' || character === '\n' || character === '\r' || character === '\t') return at + 1
    this.#sign(character, at)
    return at + 1
  }

  #sign(sign: string, at: number): void {
    const expected = this.#expected
    const container = this.#open.at(-1)
    const isList = container && 'list' in container
    if (sign === '"' && (expected.startsWith('value') || expected.startsWith('name'))) {
      this.#string = ''
      this.#isName = expected.startsWith('name')
    } else if (sign === '{' && expected.startsWith('value')) {
      const object = {}
      this.#show(object)
      this.#open.push({ object, key: '' })
      this.#expected = 'name-or-end'
    } else if (sign === '[' && expected.startsWith('value')) {
      const list: JsonValue[] = []
      this.#show(list)
      this.#open.push({ list, at: 0 })
      this.#expected = 'value-or-end'
    } else if (sign === ':' && expected === 'colon') {
      this.#expected = 'value'
    } else if (sign === ',' && expected === 'comma-or-end') {
      this.#expected = isList ? 'value' : 'name'
    } else if (container && expected.endsWith('-or-end') && sign === (isList ? ']' : '}')) {
      this.#open.pop()
      this.#closeValue()
    } else {
      throw this.#fault(at, `\`${sign}\` is unexpected`)
    }
  }

  #closeWord(at: number): void {
    const word = this.#word
    this.#word = ''
    const literal = literals.get(word)
    if (literal !== undefined) this.#show(literal)
    else if (/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(word)) this.#show(Number(word))
    else throw this.#fault(at, `\`${word.slice(0, 20)}\` is no JSON value`)
    this.#closeValue()
  }

  /** Puts a value, whole or growing, into its place. */
  #show(value: JsonValue): void {
    const container = this.#open.at(-1)
    if (!container) this.#root = value
    else if ('list' in container) container.list[container.at] = value
    else if (container.key !== '__proto__') container.object[container.key] = value
    // As JSON.parse does: an own property, never the prototype.
    else
      Object.defineProperty(container.object, '__proto__', {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      })
  }

  #closeValue(): void {
    const container = this.#open.at(-1)
    if (container && 'list' in container) container.at++
    this.#expected = container ? 'comma-or-end' : 'nothing'
  }

  #fault(at: number, what: string): InvalidResponseError {
    return new InvalidResponseError(`Expected JSON, but ${what} at character ${this.#read + at}.`)
  }
}

// Anything but what a string may hold raw: quote, backslash, and the control characters below the space.
const stringEnd = /[^ !#-[\]-\uffff]/g
const wordEnd = /[^\w+.-]/g
const literals = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
])
const escapes = new Map([
  ['\\"', '"'],
  ['\\\\', '\\'],
  ['\\/', '/'],
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
])
