/**
 * Headers without the platform's checks, made a dozen times a request: what came was checked by the parser, what leaves is
 * checked by whatever writes it. Names are lower case, in the order they were set.
 */
export class PlainHeaders implements Headers {
  readonly #values = new Map<string, string>()

  constructor(init: Iterable<readonly [string, string]> = []) {
    for (const [name, value] of init) this.append(name, value)
  }

  append(name: string, value: string): void {
    const lower = name.toLowerCase()
    const before = this.#values.get(lower)
    this.#values.set(lower, before === undefined ? value : `${before}, ${value}`)
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase())
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null
  }

  /** None: this server sets no cookies. */
  getSetCookie(): string[] {
    return []
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase())
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value)
  }

  forEach(act: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this) act(value, name, this)
  }

  entries(): MapIterator<[string, string]> {
    return this.#values.entries()
  }

  keys(): MapIterator<string> {
    return this.#values.keys()
  }

  values(): MapIterator<string> {
    return this.#values.values()
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.#values.entries()
  }
}
