import { TemplateError } from './template-error.ts'
import { isStr, plain, type Str } from './text.ts'

/**
 * What a template computes with, after Python: `number` is an int, `Float` a float, an array a list, `null` None.
 * JSON does not tell 2 from 2.0 once it is parsed, so a whole number in a request is an int here.
 */
export type Value =
  | Str
  | number
  | boolean
  | null
  | Float
  | Undefined
  | Value[]
  | readonly Value[]
  | Tuple
  | Generator
  | Dict
  | Callable
  | Opaque

/** Arguments by keyword. */
export type Keywords = ReadonlyMap<string, Value>

/** A Python float: printed with a decimal point even when whole. */
export class Float {
  readonly number: number

  constructor(number: number) {
    this.number = number
  }
}

/** A name or attribute that does not exist: empty when printed, false when tested, an error when used otherwise. */
export class Undefined {
  /** What is missing, for the message of the error that using it raises. */
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** An immutable sequence. */
export class Tuple {
  readonly items: readonly Value[]

  constructor(items: readonly Value[]) {
    this.items = items
  }
}

/** What the lazy filters (`map`, `select`) give: it can be walked, and counts as true even when nothing is in it. */
export class Generator {
  readonly items: readonly Value[]

  constructor(items: readonly Value[]) {
    this.items = items
  }
}

/** An insertion-ordered mapping. `readOnly` is set on the caller's data, which a template may not change. */
export class Dict {
  readonly readOnly: boolean
  readonly #entries = new Map<unknown, readonly [Value, Value]>()

  constructor(entries: Iterable<readonly [Value, Value]> = [], options: { readOnly?: boolean } = {}) {
    for (const [key, value] of entries) this.set(key, value)
    this.readOnly = options.readOnly ?? false
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: Value): Value | undefined {
    return this.#entries.get(hashKey(key))?.[1]
  }

  has(key: Value): boolean {
    return this.#entries.has(hashKey(key))
  }

  set(key: Value, value: Value): void {
    const hash = hashKey(key)
    this.#entries.set(hash, [this.#entries.get(hash)?.[0] ?? key, value])
  }

  delete(key: Value): boolean {
    return this.#entries.delete(hashKey(key))
  }

  keys(): Value[] {
    return [...this.#entries.values()].map(([key]) => key)
  }

  values(): Value[] {
    return [...this.#entries.values()].map(([, value]) => value)
  }

  items(): Tuple[] {
    return [...this.#entries.values()].map((entry) => new Tuple(entry))
  }
}

/** Something that can be called: a global function, a method bound to its value, a macro, a recursive `loop`. */
export class Callable {
  readonly name: string
  readonly call: (args: readonly Value[], keywords: Keywords) => Value
  readonly attributes: ReadonlyMap<string, Value>

  constructor(
    name: string,
    call: (args: readonly Value[], keywords: Keywords) => Value,
    attributes: Iterable<readonly [string, Value]> = [],
  ) {
    this.name = name
    this.call = call
    this.attributes = new Map(attributes)
  }
}

/** An object with attributes and nothing else: a namespace, a `loop`. Namespaces alone can be assigned to. */
export class Opaque {
  readonly kind: string
  readonly attributes: Map<string, Value>

  constructor(kind: string, attributes: Iterable<readonly [string, Value]>) {
    this.kind = kind
    this.attributes = new Map(attributes)
  }
}

/** Python's name of the value's type, for messages. */
export function typeName(value: Value): string {
  if (isStr(value)) return 'str'
  if (typeof value === 'number') return 'int'
  if (typeof value === 'boolean') return 'bool'
  if (value === null) return 'NoneType'
  if (value instanceof Float) return 'float'
  if (value instanceof Undefined) return 'Undefined'
  if (isList(value)) return 'list'
  if (value instanceof Tuple) return 'tuple'
  if (value instanceof Generator) return 'generator'
  if (value instanceof Dict) return 'dict'
  return value instanceof Callable ? 'function' : value.kind
}

/** True for a list. (`Array.isArray` alone does not narrow a read-only array.) */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** The number a value counts as in arithmetic; booleans are 0 and 1. */
export function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  return value instanceof Float ? value.number : undefined
}

/** Python's truth of a value. */
export function isTrue(value: Value): boolean {
  if (isStr(value)) return plain(value) !== ''
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (value instanceof Float) return value.number !== 0
  if (value === null || value instanceof Undefined) return false
  if (isList(value)) return value.length > 0
  if (value instanceof Tuple) return value.items.length > 0
  return value instanceof Dict ? value.size > 0 : true
}

/** The items a loop over the value sees; a string gives its characters, a mapping its keys. */
export function iterate(value: Value, cutText: (text: Str) => Value[]): readonly Value[] {
  if (isList(value)) return value
  if (value instanceof Tuple || value instanceof Generator) return value.items
  if (value instanceof Dict) return value.keys()
  if (value instanceof Undefined) return []
  if (isStr(value)) return cutText(value)
  throw new TemplateError('runtime', `'${typeName(value)}' object is not iterable`)
}

function hashKey(key: Value): unknown {
  if (isStr(key)) return plain(key)
  if (typeof key === 'boolean') return Number(key)
  if (key instanceof Float) return key.number
  if (key instanceof Tuple) return `(${key.items.map((item) => JSON.stringify(hashKey(item))).join()})\u0000`
  if (isList(key) || key instanceof Dict) throw new TemplateError('runtime', `unhashable type: '${typeName(key)}'`)
  return key
}
