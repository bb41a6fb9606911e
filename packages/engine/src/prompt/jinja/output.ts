import { toText } from './python-text.ts'
import type { Scope } from './scope.ts'
import { concat, plain, type Str } from './text.ts'
import type { Value } from './value.ts'

/** Collects what a block prints. */
export class Output {
  readonly #parts: Str[] = []
  #length = 0

  /** Appends a value as Python would print it. */
  print(value: Value, scope: Scope): void {
    const text = toText(value)
    this.#length += plain(text).length
    scope.run.budget.spend(this.#length)
    this.#parts.push(text)
  }

  /** All of it. */
  text(): Str {
    return concat(this.#parts)
  }
}
