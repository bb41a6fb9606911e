import type { TaggedBody } from '../call-body.ts'
import { argumentTypes, isBareArgument, typeOf } from '../argument-types.ts'
import type { CallProgress, CallReader, CallSink, DeclaredTools } from './call-reader.ts'

type Phase = 'before-name' | 'name' | 'next' | 'key' | 'before-value' | 'value'

/**
 * Reads `<function=f><parameter=k>value</parameter></function>` and its like. A value is a string where the schema says
 * so; else JSON where it reads as such, and a string where it does not.
 */
export class TaggedCallReader implements CallReader {
  readonly #body: TaggedBody
  readonly #tools: DeclaredTools
  readonly #sink: CallSink
  #phase: Phase
  #text = ''
  #name = ''
  readonly #keys = new Set<string>()
  #key = ''

  constructor(body: TaggedBody, tools: DeclaredTools, sink: CallSink) {
    this.#body = body
    this.#tools = tools
    this.#sink = sink
    this.#phase = body.beforeName === '' ? 'name' : 'before-name'
  }

  take(character: string): CallProgress {
    const body = this.#body
    this.#text += character
    switch (this.#phase) {
      case 'before-name':
        return this.#expect([[body.beforeName, () => this.#go('name')]])
      case 'name':
        return this.#nameGoesOn(character)
      case 'next':
        return this.#expect([
          [body.beforeKey, () => this.#go('key')],
          [body.end, () => this.#end()],
        ])
      case 'key':
        return this.#until(body.afterKey, character, (key) => this.#takesKey(key))
      case 'before-value':
        return this.#expect([[body.beforeValue, () => this.#go('value')]])
      case 'value':
        return this.#until(body.afterValue, character, (value) => this.#takesValue(value))
    }
  }

  #go(phase: Phase): CallProgress {
    this.#phase = phase
    this.#text = ''
    return 'more'
  }

  /** Skips white space, then wants one of these texts. */
  #expect(wanted: readonly (readonly [text: string, then: () => CallProgress])[]): CallProgress {
    const text = this.#text.trimStart()
    for (const [each, then] of wanted) if (each === text) return then()
    return wanted.some(([each]) => each.startsWith(text)) ? 'more' : 'no-call'
  }

  // Looking at the text's end makes a copy of it, so that is done only where the end may be reached.
  #until(end: string, last: string, then: (text: string) => CallProgress): CallProgress {
    return end.endsWith(last) && this.#text.endsWith(end) ? then(this.#text.slice(0, -end.length)) : 'more'
  }

  #nameGoesOn(character: string): CallProgress {
    const { afterName } = this.#body
    const text = this.#text.trim()
    if (afterName !== '' && text.endsWith(afterName)) return this.#takesName(text.slice(0, -afterName.length))
    if (afterName === '' && character === '<') {
      const progress = this.#takesName(text.slice(0, -1))
      this.#text = character
      return progress
    }
    return [...this.#tools.keys()].some((name) => (name + afterName).startsWith(text)) ? 'more' : 'no-call'
  }

  #takesName(text: string): CallProgress {
    this.#name = text.trim()
    if (!this.#tools.has(this.#name)) return 'no-call'
    this.#sink.name(this.#name)
    return this.#go('next')
  }

  #takesKey(key: string): CallProgress {
    this.#key = key.trim()
    if (this.#keys.has(this.#key)) return 'no-call'
    return this.#go(this.#body.beforeValue === '' ? 'value' : 'before-value')
  }

  #takesValue(raw: string): CallProgress {
    const json = this.#json(this.#body.valuesOnLines ? raw.replace(/^\r?\n/, '').replace(/\r?\n$/, '') : raw)
    // The text that ends a value may stand inside a string of its JSON.
    if (json === undefined) return 'more'
    this.#sink.arguments(`${this.#keys.size === 0 ? '{' : ', '}${JSON.stringify(this.#key)}: ${json}`)
    this.#keys.add(this.#key)
    return this.#go('next')
  }

  #json(text: string): string | undefined {
    const tool = this.#tools.get(this.#name)
    if (tool === undefined || isBareArgument(tool, this.#key)) return JSON.stringify(text)
    const types = argumentTypes(tool, this.#key)
    try {
      const value: unknown = JSON.parse(text)
      return typeof value !== 'string' && types.includes('string') && !types.includes(typeOf(value))
        ? JSON.stringify(text)
        : text.trim()
    } catch {
      return /^\s*["[{]/.test(text) ? undefined : JSON.stringify(text)
    }
  }

  #end(): CallProgress {
    this.#sink.arguments(this.#keys.size === 0 ? '{}' : '}')
    return 'complete'
  }
}
