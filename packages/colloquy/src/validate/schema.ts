/**
 * A wire shape as plain data. One interpreter checks values against it; documents (OpenAPI, reference tables, forms)
 * are written from it. `T` is the hand-written protocol type it stands for: the builders of `schema-builders.ts`
 * refuse, at compile time, fields, unions and enum values that differ from `T`.
 */
export type Schema<T> = SchemaNode & SchemaProof<T>

/** Holds `T` in an invariant place, so that neither a wider nor a narrower schema fits; never present at run time. */
export interface SchemaProof<T> {
  readonly proof?: (value: T) => T
  /** Named values of an open enum: `'a' | (string & {})` alone would fit any other open enum. */
  readonly namedValues?: (value: NamedValues<T>) => NamedValues<T>
}

/** The literals of an open enum, without its `string & {}`. */
type NamedValues<T> = T extends string ? (string extends T ? never : T) : never

/** Any schema, for code that reads schemas as data. */
export type SchemaNode =
  | StringSchema
  | EnumSchema
  | NumberSchema
  | BooleanSchema
  | ArraySchema
  | RecordSchema
  | JsonObjectSchema
  | ObjectSchema
  | FieldUnionSchema
  | TypeUnionSchema

interface CommonSchema {
  /** The name of the type in `colloquy/protocol`; most are names of OpenAI's published schemas. */
  readonly name?: string
  /** True where null is a value of its own. */
  readonly nullable?: boolean
}

/** Text. Lengths count characters (code points). */
export interface StringSchema extends CommonSchema {
  readonly kind: 'string'
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: RegExp
  /** What `pattern` asks for, in words that end "it must be …". */
  readonly patternText?: string
}

/** One of some strings. */
export interface EnumSchema extends CommonSchema {
  readonly kind: 'enum'
  readonly values: readonly string[]
  /** True where servers extend the list: with `unknown: 'keep'` any other string passes. */
  readonly open: boolean
}

/** A number; integers must also be exact in JavaScript, so they end at ±(2^53 − 1). */
export interface NumberSchema extends CommonSchema {
  readonly kind: 'number' | 'integer'
  readonly min?: number
  readonly max?: number
}

/** true or false. */
export interface BooleanSchema extends CommonSchema {
  readonly kind: 'boolean'
}

/** A list. */
export interface ArraySchema extends CommonSchema {
  readonly kind: 'array'
  readonly items: SchemaNode
  readonly minItems?: number
  readonly maxItems?: number
}

/** An object whose keys are data. */
export interface RecordSchema extends CommonSchema {
  readonly kind: 'record'
  readonly values: SchemaNode
  readonly maxProperties?: number
  readonly maxKeyLength?: number
  readonly keyPattern?: RegExp
  /** What `keyPattern` asks for, in words that end "its keys must be …". */
  readonly keyText?: string
}

/** An object of which nothing more is known than that JSON can carry it, such as a JSON Schema. */
export interface JsonObjectSchema extends CommonSchema {
  readonly kind: 'json-object'
}

/** An object with named fields. */
export interface ObjectSchema extends CommonSchema {
  readonly kind: 'object'
  readonly fields: Readonly<Record<string, FieldSchema>>
  /** True where other members pass: replies, and what of a reply is sent back. */
  readonly open: boolean
}

/** A field of an object. */
export interface FieldSchema {
  readonly schema: SchemaNode
  readonly required: boolean
  /** What the field's absence means, where that is one value. */
  readonly default?: unknown
  /** Present where the field is deprecated: what to use instead, or true where nothing takes its place. */
  readonly deprecated?: string | true
}

/** Objects told apart by the string in one field. */
export interface FieldUnionSchema extends CommonSchema {
  readonly kind: 'field-union'
  /** The field that tells them apart. */
  readonly field: string
  readonly variants: Readonly<Record<string, ObjectSchema>>
  /** True where servers extend the list: with `unknown: 'keep'` other variants pass. */
  readonly open: boolean
}

/** Values told apart by their JSON type. */
export interface TypeUnionSchema extends CommonSchema {
  readonly kind: 'type-union'
  readonly string?: SchemaNode
  readonly array?: SchemaNode
  readonly object?: SchemaNode
}
