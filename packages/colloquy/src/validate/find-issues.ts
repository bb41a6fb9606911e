import type { ErrorCode } from '../errors/error-table.ts'
import { describeRange, describeSchema, describeValue, quoteName } from './describe-value.ts'
import { findJsonFlaw } from './find-json-flaw.ts'
import { nearestName } from './nearest-name.ts'
import { renderPath } from './render-path.ts'
import type {
  ArraySchema,
  EnumSchema,
  FieldSchema,
  FieldUnionSchema,
  JsonObjectSchema,
  NumberSchema,
  ObjectSchema,
  RecordSchema,
  SchemaNode,
  StringSchema,
  TypeUnionSchema,
} from './schema.ts'
import type { ValidationIssue } from './validation-issue.ts'

/** How strictly to check. */
export interface FindIssuesOptions {
  /**
   * What to do with fields, enum values and kinds of tools or parts that no schema knows: `refuse` them (the default),
   * or `keep` them for the one who answers to judge.
   */
  unknown?: 'refuse' | 'keep' | undefined
  /** Members of the value itself, not of what is inside, that pass although no schema knows them. Default none. */
  extraFields?: readonly string[] | undefined
  /** Stop after this many issues. Default 1. */
  limit?: number | undefined
  /** What the value as a whole is called in error texts. Default `The request body`. */
  subject?: string | undefined
}

/** What is wrong with a value, in the order of the schema's fields; empty where it fits. Linear in the value's size. */
export function findIssues(schema: SchemaNode, value: unknown, options: FindIssuesOptions = {}): ValidationIssue[] {
  const walk = new Walk(options)
  walk.check(schema, value)
  return walk.issues
}

class Walk {
  readonly issues: ValidationIssue[] = []
  readonly #path: (string | number)[] = []
  readonly #keep: boolean
  readonly #extra: readonly string[]
  readonly #limit: number
  readonly #subject: string

  constructor(options: FindIssuesOptions) {
    this.#keep = options.unknown === 'keep'
    this.#extra = options.extraFields ?? []
    this.#limit = options.limit ?? 1
    this.#subject = options.subject ?? 'The request body'
  }

  check(schema: SchemaNode, value: unknown): void {
    if (value === null && schema.nullable === true) return
    switch (schema.kind) {
      case 'string':
        return this.#checkString(schema, value)
      case 'enum':
        return this.#checkEnum(schema, value)
      case 'number':
      case 'integer':
        return this.#checkNumber(schema, value)
      case 'boolean':
        if (typeof value !== 'boolean') this.#wrongType(schema, value)
        return
      case 'array':
        return this.#checkArray(schema, value)
      case 'record':
        return this.#checkRecord(schema, value)
      case 'json-object':
        return this.#checkJsonObject(schema, value)
      case 'object':
        return this.#checkObject(schema, value)
      case 'field-union':
        return this.#checkFieldUnion(schema, value)
      case 'type-union':
        return this.#checkTypeUnion(schema, value)
    }
  }

  #checkString(schema: StringSchema, value: unknown): void {
    if (typeof value !== 'string') return this.#wrongType(schema, value)
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema
    if (value.length < minLength) {
      return this.#report('invalid_value', 'is an empty string; it must have at least one character.')
    }
    if (isLongerThan(value, maxLength)) {
      return this.#report('string_above_max_length', `is too long; it must have at most ${maxLength} characters.`)
    }
    if (pattern !== undefined && !pattern.test(value)) {
      this.#report('invalid_value', `is ${quoteName(value)}; it must be ${schema.patternText ?? 'of another form'}.`)
    }
  }

  #checkEnum(schema: EnumSchema, value: unknown): void {
    if (typeof value !== 'string') return this.#wrongType(schema, value)
    if (schema.values.includes(value) || (schema.open && this.#keep)) return
    this.#report('invalid_value', `is ${quoteName(value)}; it must be ${describeSchema(schema)}.`, schema.values, value)
  }

  #checkNumber(schema: NumberSchema, value: unknown): void {
    const isInteger = schema.kind === 'integer'
    if (typeof value !== 'number' || !Number.isFinite(value) || (isInteger && !Number.isInteger(value))) {
      return this.#wrongType(schema, value)
    }
    const { min, max } = schema
    // Beyond 2^53 a JSON integer and the number that JavaScript reads from it are no longer the same.
    const least = min ?? (isInteger ? Number.MIN_SAFE_INTEGER : Number.NEGATIVE_INFINITY)
    const most = max ?? (isInteger ? Number.MAX_SAFE_INTEGER : Number.POSITIVE_INFINITY)
    if (value >= least && value <= most) return
    const limit = value < least ? min : max
    const side = value < least ? 'below_min_value' : 'above_max_value'
    const wanted =
      limit === undefined
        ? `between ${least} and ${most}, as integers beyond are not exact in JavaScript`
        : describeRange(min, max).trim().replace(/^of /, '')
    this.#report(`${isInteger ? 'integer' : 'decimal'}_${side}`, `is ${value}; it must be ${wanted}.`)
  }

  #checkArray(schema: ArraySchema, value: unknown): void {
    if (!Array.isArray(value)) return this.#wrongType(schema, value)
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema
    if (value.length < minItems) {
      return this.#report('empty_array', 'is an empty list; it must have at least one item.')
    }
    if (value.length > maxItems) {
      return this.#report('array_above_max_length', `has ${value.length} items; it must have at most ${maxItems}.`)
    }
    for (let index = 0; index < value.length && !this.#isFull(); index++) {
      this.#checkAt(index, schema.items, value[index])
    }
  }

  #checkRecord(schema: RecordSchema, value: unknown): void {
    if (!isObject(value)) return this.#wrongType(schema, value)
    const { maxProperties = Number.POSITIVE_INFINITY, maxKeyLength = Number.POSITIVE_INFINITY, keyPattern } = schema
    const keys = Object.keys(value)
    if (keys.length > maxProperties) {
      return this.#report(
        'object_above_max_properties',
        `has ${keys.length} members; it must have at most ${maxProperties}.`,
      )
    }
    for (const key of keys) {
      if (this.#isFull()) return
      this.#path.push(key)
      if (isLongerThan(key, maxKeyLength)) {
        this.#report('string_above_max_length', `has too long a key; keys have at most ${maxKeyLength} characters.`)
      } else if (keyPattern !== undefined && !keyPattern.test(key)) {
        this.#report('invalid_value', `has a wrong key; keys must be ${schema.keyText ?? 'of another form'}.`)
      } else {
        this.check(schema.values, value[key])
      }
      this.#path.pop()
    }
  }

  #checkJsonObject(schema: JsonObjectSchema, value: unknown): void {
    if (!isObject(value)) return this.#wrongType(schema, value)
    const flaw = findJsonFlaw(value)
    if (flaw === undefined) return
    this.#path.push(...flaw.path)
    this.#report('invalid_value', `${flaw.text}.`)
    this.#path.length -= flaw.path.length
  }

  #checkObject(schema: ObjectSchema, value: unknown): void {
    if (!isObject(value)) return this.#wrongType(schema, value)
    if (!schema.open && !this.#keep) this.#refuseUnknown(schema, value)
    for (const [name, field] of fieldsOf(schema)) {
      if (this.#isFull()) return
      // Own members only: what JSON would send. An undefined member is one JSON leaves out.
      const member = Object.hasOwn(value, name) ? value[name] : undefined
      if (member !== undefined) this.#checkAt(name, field.schema, member)
      else if (field.required) this.#missing(name, field.schema)
    }
  }

  #refuseUnknown(schema: ObjectSchema, value: Record<string, unknown>): void {
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(schema.fields, key) || value[key] === undefined) continue
      if (this.#path.length === 0 && this.#extra.includes(key)) continue
      if (this.#isFull()) return
      const known = Object.keys(schema.fields)
      const list = known.length <= 8 ? ` Known here: ${known.map((name) => `\`${name}\``).join(', ')}.` : ''
      const nearest = nearestName(key, known)
      this.#path.push(key)
      this.#report(
        'unknown_parameter',
        `is not a known parameter.${nearest === undefined ? list : ` Did you mean \`${nearest}\`?`}`,
      )
      this.#path.pop()
    }
  }

  #checkFieldUnion(schema: FieldUnionSchema, value: unknown): void {
    if (!isObject(value)) return this.#wrongType(schema, value)
    const tag = Object.hasOwn(value, schema.field) ? value[schema.field] : undefined
    const variant = typeof tag === 'string' && Object.hasOwn(schema.variants, tag) ? schema.variants[tag] : undefined
    if (variant !== undefined) return this.#checkObject(variant, value)
    if (typeof tag === 'string' && schema.open && this.#keep) return
    const tagSchema: EnumSchema = { kind: 'enum', values: Object.keys(schema.variants), open: false }
    if (tag === undefined) this.#missing(schema.field, tagSchema)
    else this.#checkAt(schema.field, tagSchema, tag)
  }

  #checkTypeUnion(schema: TypeUnionSchema, value: unknown): void {
    const alternative =
      typeof value === 'string'
        ? schema.string
        : Array.isArray(value)
          ? schema.array
          : isObject(value)
            ? schema.object
            : undefined
    if (alternative === undefined) this.#wrongType(schema, value)
    else this.check(alternative, value)
  }

  #checkAt(step: string | number, schema: SchemaNode, value: unknown): void {
    this.#path.push(step)
    this.check(schema, value)
    this.#path.pop()
  }

  #missing(name: string, schema: SchemaNode): void {
    this.#path.push(name)
    const wanted = `${describeSchema(schema)}${schema.nullable === true ? ' or null' : ''}`
    this.#report('missing_required_parameter', `is missing; it must be ${wanted}.`)
    this.#path.pop()
  }

  #wrongType(schema: SchemaNode, value: unknown): void {
    this.#report('invalid_type', `is ${describeValue(value)}; it must be ${describeSchema(schema)}.`)
  }

  #report(code: ErrorCode, text: string, known: readonly string[] = [], typed = ''): void {
    if (this.#isFull()) return
    const nearest = nearestName(typed, known)
    const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
    const param = this.#path.length === 0 ? null : renderPath(this.#path)
    this.issues.push({ message: `${param === null ? this.#subject : `\`${param}\``} ${text}${hint}`, param, code })
  }

  #isFull(): boolean {
    return this.issues.length >= this.#limit
  }
}

const listed = new WeakMap<ObjectSchema, readonly [name: string, field: FieldSchema][]>()

/** The fields as a list: reading the request's forty off their table anew took a hundredth of a small request's CPU. */
function fieldsOf(schema: ObjectSchema): readonly [name: string, field: FieldSchema][] {
  let fields = listed.get(schema)
  if (fields === undefined) listed.set(schema, (fields = Object.entries(schema.fields)))
  return fields
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Counts characters as JSON Schema does, by code point, and only where the answer is not plain from the length. */
function isLongerThan(text: string, most: number): boolean {
  if (text.length <= most) return false
  if (text.length > 2 * most) return true
  return Array.from(text).length > most
}
