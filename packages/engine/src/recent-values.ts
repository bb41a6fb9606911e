/** Keeps the values asked for last, to be made once. */
export class RecentValues<Value> {
  readonly #limit: number
  // In the order of last use.
  readonly #values = new Map<string, Value>()

  /** Keeps up to `limit` values. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The value for `key`; made when it is not there. What `make` throws is not kept. */
  get(key: string, make: () => Value): Value {
    const known = this.#values.get(key)
    const value = known ?? make()
    this.#values.delete(key)
    this.#values.set(key, value)
    if (this.#values.size > this.#limit) this.#forgetOldest()
    return value
  }

  #forgetOldest(): void {
    for (const key of this.#values.keys()) {
      this.#values.delete(key)
      return
    }
  }
}
