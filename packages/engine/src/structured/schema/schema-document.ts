import { SchemaRefusal } from '../schema-refusal.ts'
import { keyOf, type Conjunction } from './conjunction.ts'
import { plainName } from './plain-schema.ts'
import { canonicalJson, isJsonObject, type Json, type JsonObject } from './json.ts'
import { standingUnder, type Standing } from './standing.ts'

/** One subschema in its place, or the opposite of some. */
export type SchemaNode = WrittenNode | OppositeNode

export interface WrittenNode {
  readonly id: number
  readonly pointer: string
  readonly schema: boolean | JsonObject
  readonly base: string
}

/** All that a conjunction does not allow. */
export interface OppositeNode {
  readonly id: number
  readonly pointer: string
  readonly opposite: Conjunction
}

/** A schema that a name leads to. */
interface Place {
  readonly schema: Json
  readonly pointer: string
  /** What its own identifier is relative to. */
  readonly base: string
}

// Never fetched: only a name that relative identifiers and references are resolved against.
const documentName = 'schema:/document'
const deepest = 200
const anchorKeywords = ['$anchor', '$dynamicAnchor', '$recursiveAnchor']
const data = new Set(['enum', 'const', 'default', 'examples'])

/** A schema with its identifiers indexed, so that references within it can be followed. Nothing is ever fetched. */
export class SchemaDocument {
  readonly root: WrittenNode
  /** The draft it says to be of: 3 to 7, 8 for 2019-09, 9 for 2020-12, also where it names none of these. */
  readonly draft: number
  /** The keyword for identifiers: `id` up to draft 4, `$id` since. A schema that names no draft may use either. */
  readonly #identifiers: readonly string[]
  /**
   * Anchors that occur in more than one place: which one a dynamic reference means depends on the path that led to it.
   */
  readonly #ambiguous = new Set<string>()
  readonly #anchors = new Set<string>()
  readonly #nodes = new Map<unknown, WrittenNode>()
  readonly #plain = new Map<string, WrittenNode>()
  readonly #opposites = new Map<string, OppositeNode>()
  readonly #constants = new Map<string, WrittenNode>()
  readonly #places = new Map<string, Place>()
  #count = 0

  constructor(schema: Json) {
    const dialect = isJsonObject(schema) ? schema['$schema'] : undefined
    this.draft = typeof dialect === 'string' ? draftOf(dialect) : newestDraft
    this.#identifiers = dialect === undefined ? ['$id', 'id'] : this.draft === 3 || this.draft === 4 ? ['id'] : ['$id']
    this.#places.set(documentName, { schema, base: documentName, pointer: '#' })
    this.#index(schema, documentName, '#', 0, 'schema')
    this.root = this.node(schema, '#', documentName)
  }

  /** Whether keywords beside `$ref` are ignored, as up to draft 7 (JSON Schema draft-07 core, 8.3). */
  get refStandsAlone(): boolean {
    return this.draft <= 7
  }

  /** Whether `required` stands in the property itself. */
  get isDraft3(): boolean {
    return this.draft === 3
  }

  /** The node of a subschema; the same object gives the same node, and so do plain ones that say the same. */
  node(schema: Json | undefined, pointer: string, base: string): WrittenNode {
    if (typeof schema !== 'boolean' && !isJsonObject(schema)) {
      throw new SchemaRefusal(pointer, 'a schema is an object, `true` or `false`')
    }
    const known = this.#nodes.get(schema)
    if (known !== undefined) return known
    const own = this.#baseOf(schema, base)
    const name = typeof schema === 'boolean' ? undefined : plainName(schema, own)
    const alike = name === undefined ? undefined : this.#plain.get(name)
    const made = alike ?? { id: this.#count++, schema, pointer, base: own }
    if (name !== undefined) this.#plain.set(name, made)
    this.#nodes.set(schema, made)
    return made
  }

  /** The conjunction that allows what `conjunction` does not. */
  negation(conjunction: Conjunction): Conjunction {
    const [only, ...others] = conjunction
    if (only === undefined) return [this.node(false, '#', '')]
    if (others.length === 0 && 'opposite' in only) return only.opposite
    const key = keyOf(conjunction)
    const made = this.#opposites.get(key) ?? { id: this.#count++, pointer: only.pointer, opposite: conjunction }
    this.#opposites.set(key, made)
    return [made]
  }

  /** The node that allows one value alone. */
  constant(value: Json): WrittenNode {
    const key = canonicalJson(value)
    const made = this.#constants.get(key) ?? this.node({ const: value }, '#', documentName)
    this.#constants.set(key, made)
    return made
  }

  /**
   * Follows a `$dynamicRef` or `$recursiveRef`. Throws `SchemaRefusal` where more than one place has the anchor: which
   * of them is meant would depend on how the reference was come to.
   */
  resolveDynamic(reference: string, from: WrittenNode): WrittenNode {
    const anchor = reference.slice(reference.indexOf('#') + 1)
    if (this.#ambiguous.has(anchor)) {
      throw new SchemaRefusal(from.pointer, `\`${reference}\` has several targets, and cannot be enforced`)
    }
    return this.resolve(reference, from)
  }

  /** Follows a reference found in `from`. Throws `SchemaRefusal` where it leads out of the document or nowhere. */
  resolve(reference: string, from: WrittenNode): WrittenNode {
    const pointer = `${from.pointer}/$ref`
    const [target, fragment] = splitFragment(resolveName(reference, from.base))
    const found = this.#places.get(target)
    if (found === undefined)
      throw new SchemaRefusal(pointer, `\`${reference}\` leads out of the schema, and nothing is fetched`)
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchored = this.#places.get(`${target}#${fragment}`)
      if (anchored === undefined) throw new SchemaRefusal(pointer, `there is no anchor \`${fragment}\``)
      return this.node(anchored.schema, anchored.pointer, anchored.base)
    }
    const steps = fragment.split('/').slice(1)
    // Schemas that were assembled from several often use pointers from the top of the whole document. So if a pointer
    // leads nowhere within its part, it is followed from the top.
    const top = this.#places.get(documentName)
    const reached = this.#follow(found, steps) ?? (top && this.#follow(top, steps))
    if (reached === undefined) throw new SchemaRefusal(pointer, `\`${reference}\` points to nothing`)
    return this.node(reached.schema, reached.pointer, reached.base)
  }

  /** Where a JSON pointer leads from a place; undefined where it leads nowhere. */
  #follow(start: Place, steps: readonly string[]): Place | undefined {
    let { schema, base, pointer } = start
    for (const step of steps) {
      const key = unescapeStep(step)
      const next = Array.isArray(schema)
        ? schema[Number(key)]
        : isJsonObject(schema) && Object.hasOwn(schema, key)
          ? schema[key]
          : undefined
      if (next === undefined) return undefined
      base = this.#baseOf(schema, base)
      schema = next
      pointer += `/${step}`
    }
    return { schema, base, pointer }
  }

  #index(value: Json, base: string, pointer: string, depth: number, standing: Standing): void {
    if (depth > deepest) throw new SchemaRefusal(pointer, `it nests deeper than ${deepest} levels`)
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) this.#index(each, base, `${pointer}/${index}`, depth + 1, standing)
    }
    if (!isJsonObject(value)) return
    const here = standing === 'names' ? base : this.#baseOf(value, base)
    const place = { schema: value, base, pointer }
    if (here !== base) this.#name(splitFragment(here)[0], place, standing)
    for (const keyword of standing === 'names' ? [] : anchorKeywords) {
      // Of draft 2019-09: `true`, and the anchor has no name.
      const anchor = value[keyword] === true ? '' : value[keyword]
      if (typeof anchor !== 'string') continue
      if (this.#anchors.has(anchor)) this.#ambiguous.add(anchor)
      this.#anchors.add(anchor)
      if (anchor !== '') this.#name(`${splitFragment(here)[0]}#${anchor}`, place, standing)
    }
    for (const [key, each] of Object.entries(value)) {
      // What stands in enum, const, default and examples is data, even where it looks like a schema.
      if (standing !== 'names' && data.has(key)) continue
      this.#index(each, here, `${pointer}/${escapeStep(key)}`, depth + 1, standingUnder(key, standing))
    }
  }

  /** If several places have the same name, the one that all readers find wins. */
  #name(name: string, place: Place, standing: Standing): void {
    if (standing !== 'unheard' || !this.#places.has(name)) this.#places.set(name, place)
  }

  #baseOf(schema: Json, base: string): string {
    if (!isJsonObject(schema)) return base
    const name = this.#identifiers.map((keyword) => schema[keyword]).find((each) => each !== undefined)
    if (typeof name !== 'string' || name === '') return base
    if (this.refStandsAlone && schema['$ref'] !== undefined) return base
    const resolved = resolveName(name, base)
    if (!name.startsWith('#')) return resolved
    // Draft 4 to 7 name a place within the document with `id: "#name"`.
    this.#places.set(resolved, { schema, base, pointer: name })
    return base
  }
}

/** 2020-12, counted on from draft 7. */
export const newestDraft = 9

function draftOf(dialect: string): number {
  const [, old, year] = /draft-0(\d)|draft\/(2019-09)/.exec(dialect) ?? []
  if (old !== undefined) return Number(old)
  return year === undefined ? newestDraft : 8
}

/** A key as a step of a JSON pointer (RFC 6901). */
export function escapeStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function unescapeStep(step: string): string {
  let decoded = step
  try {
    decoded = decodeURIComponent(step)
  } catch {
    // A stray percent sign stands for itself.
  }
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~')
}

function resolveName(reference: string, base: string): string {
  try {
    return new URL(reference, base).href
  } catch {
    return `${splitFragment(base)[0]}${reference.startsWith('#') ? '' : '/'}${reference}`
  }
}

function splitFragment(name: string): [name: string, fragment: string] {
  const hash = name.indexOf('#')
  return hash < 0 ? [name, ''] : [name.slice(0, hash), name.slice(hash + 1)]
}
