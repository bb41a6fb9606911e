import { TemplateError } from './template-error.ts'
import { isStr, type Str } from './text.ts'
import { toNumber, typeName, type Keywords, type Value } from './value.ts'

/** Arguments of a function of ours by parameter name; an argument that was not given is absent. */
export class Bound {
  readonly #name: string
  readonly #values = new Map<string, Value>()

  constructor(name: string, parameters: readonly string[], args: readonly Value[], keywords: Keywords) {
    this.#name = name
    if (args.length > parameters.length) {
      throw new TemplateError('runtime', `${name} takes at most ${parameters.length} arguments, ${args.length} given`)
    }
    for (const [index, value] of args.entries()) this.#values.set(parameters[index] ?? '', value)
    for (const [key, value] of keywords) {
      if (!parameters.includes(key)) throw new TemplateError('runtime', `${name} has no parameter '${key}'`)
      this.#values.set(key, value)
    }
  }

  /** The argument as it is. */
  value(parameter: string): Value | undefined {
    return this.#values.get(parameter)
  }

  /** A string; a required one when no fallback is given. */
  text(parameter: string, fallback?: Str): Str {
    const value = this.#values.get(parameter) ?? fallback
    if (value === undefined || !isStr(value)) throw this.#wrong(parameter, 'a string', value)
    return value
  }

  /** A whole number. */
  integer(parameter: string, fallback?: number): number {
    const value = this.#values.get(parameter) ?? fallback
    const number = value === undefined ? undefined : toNumber(value)
    if (number === undefined || !Number.isInteger(number)) throw this.#wrong(parameter, 'an integer', value)
    return number
  }

  #wrong(parameter: string, expected: string, value: Value | undefined): TemplateError {
    const came = value === undefined ? 'nothing' : typeName(value)
    return new TemplateError('runtime', `${this.#name} expects ${expected} as '${parameter}'; ${came} came`)
  }
}
