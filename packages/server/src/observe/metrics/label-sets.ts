/** Values of a family's labels, by label name. */
export type Labels<Name extends string> = Readonly<Record<Name, string>>

/**
 * Most label sets of one family. Labels that grow with traffic make a metrics server fall over; the sets beyond this
 * are counted together, under `other`.
 */
const mostSets = 500

/** The values of one metric family, one for each set of labels, in the order they were first seen. */
export class LabelSets<Name extends string, Value> {
  readonly #names: readonly Name[]
  readonly #make: () => Value
  readonly #values = new Map<string, Value>()
  /** The same by the labels' bare values: escaping them anew for each chunk cost 2 % of a stream. */
  readonly #known = new Map<string, Value>()

  constructor(names: readonly Name[], make: () => Value) {
    this.#names = names
    this.#make = make
    // A family without labels is there from the start, so that its rate can be told from its first event on.
    if (names.length === 0) this.#values.set('', make())
  }

  /** The value for these labels. */
  of(labels: Labels<Name>): Value {
    const [name, another] = this.#names
    // Joining a list of one, for each chunk, took half of what noting the gap before it takes.
    const isOne = name !== undefined && another === undefined
    const bare = isOne ? labels[name] : this.#names.map((each) => labels[each]).join('\0')
    const known = this.#known.get(bare)
    if (known !== undefined) return known
    const text = this.#text(labels)
    const value = this.#values.get(text) ?? (this.#values.size < mostSets ? this.#add(text) : undefined)
    if (value === undefined) return this.#other()
    this.#known.set(bare, value)
    return value
  }

  /** Each value with its labels as Prometheus writes them, without braces. */
  entries(): IterableIterator<[labels: string, value: Value]> {
    return this.#values.entries()
  }

  #text(labels: Labels<Name>): string {
    return this.#names.map((name) => `${name}="${escaped(labels[name])}"`).join(',')
  }

  #other(): Value {
    const key = this.#names.map((name) => `${name}="other"`).join(',')
    return this.#values.get(key) ?? this.#add(key)
  }

  #add(key: string): Value {
    const value = this.#make()
    this.#values.set(key, value)
    return value
  }
}

/** Backslash, quote and line feed are what the text format escapes; long values are cut. */
function escaped(value: string): string {
  return value
    .slice(0, 200)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
}
