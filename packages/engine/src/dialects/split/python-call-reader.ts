import type { CallProgress, CallReader, CallSink, DeclaredTools } from './call-reader.ts'
import { jsonOfPython } from './python-literal.ts'

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * Reads `f(a=1, b=[True, None])`, perhaps after the bracket that begins a list of calls, and tells the arguments as
 * JSON, one after another as they are complete. Arguments without a name make it no call.
 */
export class PythonCallReader implements CallReader {
  readonly #tools: DeclaredTools
  readonly #sink: CallSink
  #beforeName = true
  #inList = false
  #name = ''
  #named = false
  #argument = ''
  readonly #keys = new Set<string>()
  readonly #brackets: string[] = []
  #quote = ''
  #escaped = false

  constructor(tools: DeclaredTools, sink: CallSink) {
    this.#tools = tools
    this.#sink = sink
  }

  take(character: string): CallProgress {
    if (this.#beforeName) {
      if (/\s/.test(character)) return 'more'
      if (character === '[' && !this.#inList) {
        this.#inList = true
        return 'more'
      }
      this.#beforeName = false
    }
    return this.#named ? this.#argumentGoesOn(character) : this.#nameGoesOn(character)
  }

  #nameGoesOn(character: string): CallProgress {
    if (character === '(') {
      if (!this.#tools.has(this.#name)) return 'no-call'
      this.#named = true
      this.#sink.name(this.#name)
      return 'more'
    }
    this.#name += character
    return [...this.#tools.keys()].some((name) => name.startsWith(this.#name)) ? 'more' : 'no-call'
  }

  #argumentGoesOn(character: string): CallProgress {
    if (this.#quote === '' && this.#brackets.length === 0 && (character === ',' || character === ')')) {
      return this.#finishArgument(character === ')')
    }
    this.#argument += character
    if (this.#quote !== '') {
      if (this.#escaped) this.#escaped = false
      else if (character === '\\') this.#escaped = true
      else if (character === this.#quote) this.#quote = ''
    } else if (character === '"' || character === "'") {
      this.#quote = character
    } else if (closing[character] !== undefined) {
      this.#brackets.push(closing[character])
    } else if (')]}'.includes(character) && this.#brackets.pop() !== character) {
      return 'no-call'
    }
    return 'more'
  }

  #finishArgument(isLast: boolean): CallProgress {
    const text = this.#argument
    this.#argument = ''
    if (text.trim() === '') {
      // A comma may stand after the last argument, but not alone.
      if (!isLast) return 'no-call'
    } else {
      const [, key, literal] = /^\s*([A-Za-z_][\w-]*)\s*=([^]*)$/.exec(text) ?? []
      const value = literal === undefined ? undefined : jsonOfPython(literal)
      if (key === undefined || value === undefined || this.#keys.has(key)) return 'no-call'
      this.#sink.arguments(`${this.#keys.size === 0 ? '{' : ', '}${JSON.stringify(key)}: ${value}`)
      this.#keys.add(key)
    }
    if (!isLast) return 'more'
    this.#sink.arguments(this.#keys.size === 0 ? '{}' : '}')
    return 'complete'
  }
}
