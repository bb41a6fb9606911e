import type { Run } from './run.ts'
import { Undefined, type Value } from './value.ts'

/** Names of one block and, behind them, those of the block around it. Assignments stay in the block. */
export class Scope {
  readonly run: Run
  readonly #names: Map<string, Value>
  readonly #outer: Scope | undefined

  constructor(run: Run, names: Map<string, Value>, outer?: Scope) {
    this.run = run
    this.#names = names
    this.#outer = outer
  }

  /** A block inside this one. */
  inner(): Scope {
    return new Scope(this.run, new Map(), this)
  }

  get(name: string): Value {
    const value = this.#find(name)
    return value === undefined ? new Undefined(`'${name}' is undefined`) : value
  }

  set(name: string, value: Value): void {
    this.#names.set(name, value)
  }

  #find(name: string): Value | undefined {
    const value = this.#names.get(name)
    return value === undefined ? (this.#outer === undefined ? undefined : this.#outer.#find(name)) : value
  }
}
