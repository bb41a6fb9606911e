import type { JsonBody } from '../call-body.ts'
import type { CallProgress, CallReader, CallSink, DeclaredTools } from './call-reader.ts'
import { JsonScanner } from './json-scanner.ts'

// Members beside name and arguments that models and templates are known to write.
const passedOver = new Set(['id', 'type', 'index', 'tool_call_id'])

// The API declares tools as `{"type": "function", "function": {…}}`, and a model that was shown that may call so as well.
const nesting = '"function"'

/**
 * Reads `{"name": …, "arguments": {…}}`, members in any order, perhaps after the bracket that begins a list, perhaps as
 * the member `function` of another object. Anything else in it, or the name of no declared tool, makes it no call.
 */
export class JsonCallReader implements CallReader {
  readonly #body: JsonBody
  readonly #tools: DeclaredTools
  readonly #sink: CallSink
  readonly #scanner = new JsonScanner()
  #beforeObject = true
  #inList = false
  #key = ''
  #value = ''
  // The value is the arguments' object, told while it comes instead of collected.
  #isTold = false
  #role: 'key' | 'value' | 'layout' = 'layout'
  #named = false
  // Arguments that came before the name.
  #waiting: string | undefined
  #hasArguments = false
  // Reads the object under `function`.
  #inner: JsonCallReader | undefined

  constructor(body: JsonBody, tools: DeclaredTools, sink: CallSink) {
    this.#body = body
    this.#tools = tools
    this.#sink = sink
  }

  take(character: string): CallProgress {
    if (this.#beforeObject) {
      if (/\s/.test(character)) return 'more'
      if (character === '[' && !this.#inList) {
        this.#inList = true
        return 'more'
      }
      this.#beforeObject = false
    }
    const role = this.#scanner.take(character)
    if (role === 'mistake') return 'no-call'
    const begins = this.#role !== role
    if (begins && !this.#finish()) return 'no-call'
    if (role === 'end') return this.#end()
    this.#role = role
    if (role === 'key') this.#key = begins ? character : this.#key + character
    if (role === 'value') return this.#valueGoesOn(character, begins) ? 'more' : 'no-call'
    return 'more'
  }

  #valueGoesOn(character: string, begins: boolean): boolean {
    if (begins && this.#key === nesting && character === '{') {
      if (this.#hasArguments) return false
      this.#value = ''
      this.#inner = new JsonCallReader(this.#body, this.#tools, this.#sink)
    }
    if (this.#inner !== undefined) return this.#innerGoesOn(this.#inner, character)
    if (begins) {
      if (this.#isArguments() && !'{"n'.includes(character)) return false
      this.#value = ''
      this.#isTold = this.#isArguments() && character === '{'
    }
    if (this.#isTold) this.#tell(character)
    else this.#value += character
    return true
  }

  #innerGoesOn(inner: JsonCallReader, character: string): boolean {
    const progress = inner.take(character)
    if (progress !== 'complete') return progress === 'more'
    this.#inner = undefined
    this.#named = true
    this.#hasArguments = true
    return true
  }

  #isArguments(): boolean {
    return [`"${this.#body.argumentsKey}"`, '"arguments"', '"parameters"'].includes(this.#key)
  }

  #tell(text: string): void {
    this.#hasArguments = true
    if (this.#named) this.#sink.arguments(text)
    else this.#waiting = (this.#waiting ?? '') + text
  }

  // A key or a value has ended.
  #finish(): boolean {
    if (this.#role !== 'value') return this.#role !== 'key' || this.#takesKey()
    if (this.#isArguments()) return this.#isTold || this.#argumentsAsText(this.#value)
    return !this.#isName() || (this.#value === '' ? this.#named : this.#takesName(this.#value))
  }

  #isName(): boolean {
    return [`"${this.#body.nameKey}"`, '"name"', nesting].includes(this.#key)
  }

  #takesKey(): boolean {
    if (this.#isArguments()) return !this.#hasArguments
    if (this.#isName()) return !this.#named
    return passedOver.has(this.#key.slice(1, -1))
  }

  #takesName(text: string): boolean {
    if (!text.startsWith('"')) return false
    const name: unknown = JSON.parse(text)
    if (typeof name !== 'string' || !this.#tools.has(name)) return false
    this.#named = true
    this.#sink.name(name)
    if (this.#waiting !== undefined) this.#sink.arguments(this.#waiting)
    return true
  }

  // Some models write the arguments' JSON text as a string, as the API has it, and null for none.
  #argumentsAsText(text: string): boolean {
    let value: unknown = JSON.parse(text)
    if (typeof value === 'string') {
      try {
        value = JSON.parse(value === '' ? '{}' : value)
      } catch {
        return false
      }
    }
    if (typeof value !== 'object' || Array.isArray(value)) return false
    this.#tell(JSON.stringify(value ?? {}))
    return true
  }

  #end(): CallProgress {
    if (!this.#named) return 'no-call'
    if (!this.#hasArguments) this.#sink.arguments('{}')
    return 'complete'
  }
}
