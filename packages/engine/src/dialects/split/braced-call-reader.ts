import type { BracedBody } from '../call-body.ts'
import type { CallProgress, CallReader, CallSink, DeclaredTools } from './call-reader.ts'

type Phase =
  | 'header'
  | 'first-key'
  | 'key'
  | 'bare-key'
  | 'colon'
  | 'first-item'
  | 'value'
  | 'opening'
  | 'string'
  | 'scalar'
  | 'after'

const deepest = 200

/**
 * Reads `call:f{k:<escape>v<escape>,n:[1,{x:true}]}` and tells the arguments as JSON. Keys are bare or quoted, strings
 * stand between the model's own marks or are JSON's.
 */
export class BracedCallReader implements CallReader {
  readonly #body: BracedBody
  readonly #tools: DeclaredTools
  readonly #sink: CallSink
  #phase: Phase = 'header'
  // Of what is being read: the header, a key, a string with its quotes, a number or word.
  #text = ''
  #quote = '"'
  #isKey = false
  #escaped = false
  readonly #stack: ('{' | '[')[] = []
  readonly #keys = new Set<string>()

  constructor(body: BracedBody, tools: DeclaredTools, sink: CallSink) {
    this.#body = body
    this.#tools = tools
    this.#sink = sink
  }

  take(character: string): CallProgress {
    this.#text += character
    switch (this.#phase) {
      case 'header':
        return this.#header(character)
      case 'bare-key':
        if (character === ':') return this.#key(this.#text.slice(0, -1).trim(), 'value')
        return /[{}[\],"]/.test(character) ? 'no-call' : 'more'
      case 'opening':
        if (this.#text === this.#quote) this.#phase = 'string'
        return this.#quote.startsWith(this.#text) ? 'more' : 'no-call'
      case 'string':
        return this.#string(character)
      case 'scalar':
        return /[\s,}\]]/.test(character) ? this.#scalar(character) : 'more'
      default:
        return this.#structure(character)
    }
  }

  #header(character: string): CallProgress {
    const { beforeName } = this.#body
    const text = this.#text.trimStart()
    if (character !== '{') {
      const names = [...this.#tools.keys()]
      return names.some((name) => (beforeName + name).startsWith(text.trimEnd())) ? 'more' : 'no-call'
    }
    const name = text.slice(beforeName.length, -1).trim()
    if (!text.startsWith(beforeName) || !this.#tools.has(name)) return 'no-call'
    this.#sink.name(name)
    return this.#open('{')
  }

  #structure(character: string): CallProgress {
    const phase = this.#phase
    this.#text = ''
    if (/\s/.test(character)) return 'more'
    if (phase === 'colon') return character === ':' ? this.#go('value') : 'no-call'
    if (phase === 'after' && character === ',') {
      this.#sink.arguments(', ')
      return this.#go(this.#stack.at(-1) === '{' ? 'key' : 'value')
    }
    const mayClose = phase === 'after' || phase === 'first-key' || phase === 'first-item'
    if (mayClose && (character === '}' || character === ']')) return this.#close(character)
    if (phase === 'after' || '}],:'.includes(character)) return 'no-call'
    this.#isKey = phase === 'first-key' || phase === 'key'
    if (!this.#isKey && (character === '{' || character === '[')) return this.#open(character)
    return this.#begin(character)
  }

  /** A key, a string, a number or a word begins. */
  #begin(character: string): CallProgress {
    this.#text = character
    if (character === '"' || character === this.#body.quote[0]) {
      this.#quote = character === '"' ? '"' : this.#body.quote
      return this.#go(this.#text === this.#quote ? 'string' : 'opening')
    }
    return this.#go(this.#isKey ? 'bare-key' : 'scalar')
  }

  #string(character: string): CallProgress {
    const isJson = this.#quote === '"'
    const wasEscaped = this.#escaped
    this.#escaped = isJson && !wasEscaped && character === '\\'
    if (wasEscaped || !this.#quote.endsWith(character)) return 'more'
    if (this.#text.length < 2 * this.#quote.length || !this.#text.endsWith(this.#quote)) return 'more'
    const value = isJson ? parsed(this.#text) : this.#text.slice(this.#quote.length, -this.#quote.length)
    if (typeof value !== 'string') return 'no-call'
    if (this.#isKey) return this.#key(value, 'colon')
    this.#sink.arguments(JSON.stringify(value))
    return this.#go('after')
  }

  /** A number or a word ends with what stands after it, which is read in turn. */
  #scalar(character: string): CallProgress {
    const text = this.#text.slice(0, -1)
    const value = parsed(text)
    if (value === undefined || typeof value === 'object') {
      if (text !== 'null') return 'no-call'
    }
    this.#sink.arguments(text)
    this.#phase = 'after'
    return this.#structure(character)
  }

  #key(key: string, next: Phase): CallProgress {
    if (this.#stack.length === 1) {
      if (this.#keys.has(key)) return 'no-call'
      this.#keys.add(key)
    }
    this.#sink.arguments(`${JSON.stringify(key)}: `)
    return this.#go(next)
  }

  #open(bracket: '{' | '['): CallProgress {
    if (this.#stack.push(bracket) > deepest) return 'no-call'
    this.#sink.arguments(bracket)
    return this.#go(bracket === '{' ? 'first-key' : 'first-item')
  }

  #close(bracket: '}' | ']'): CallProgress {
    if (this.#stack.pop() !== (bracket === '}' ? '{' : '[')) return 'no-call'
    this.#sink.arguments(bracket)
    this.#go('after')
    return this.#stack.length === 0 ? 'complete' : 'more'
  }

  #go(phase: Phase): CallProgress {
    this.#phase = phase
    return 'more'
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
