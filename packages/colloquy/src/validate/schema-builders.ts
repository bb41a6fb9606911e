import type {
  ArraySchema,
  EnumSchema,
  FieldSchema,
  FieldUnionSchema,
  JsonObjectSchema,
  NumberSchema,
  ObjectSchema,
  RecordSchema,
  Schema,
  SchemaNode,
  SchemaProof,
  StringSchema,
  TypeUnionSchema,
} from './schema.ts'

// `@__NO_SIDE_EFFECTS__` lets Rollup and its kin drop each schema that nothing reads; esbuild drops whole files.

type Limits<S extends SchemaNode, Own extends keyof S = 'kind'> = Omit<S, 'kind' | 'nullable' | Own>

/** Text. */
/* @__NO_SIDE_EFFECTS__ */
export function string(limits: Limits<StringSchema> = {}): Schema<string> {
  return { kind: 'string', ...limits }
}

/** Text whose type lists well-known values for editors; at run time any is as good. */
/* @__NO_SIDE_EFFECTS__ */
export function suggestedString<T extends string>(limits: Limits<StringSchema> = {}): Schema<T> {
  return { kind: 'string', ...limits }
}

/** Exactly one string, as in `type` and `object`. */
/* @__NO_SIDE_EFFECTS__ */
export function literal<const V extends string>(value: V): Schema<V> {
  return { kind: 'enum', values: [value], open: false }
}

/** One of some strings. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const V extends readonly string[]>(
  values: V,
  rest: Limits<EnumSchema, 'values' | 'open'> = {},
): Schema<V[number]> {
  return { kind: 'enum', values, open: false, ...rest }
}

/** One of some strings that servers extend. */
/* @__NO_SIDE_EFFECTS__ */
export function openOneOf<const V extends readonly string[]>(
  values: V,
  rest: Limits<EnumSchema, 'values' | 'open'> = {},
): Schema<V[number] | (string & {})> {
  return { kind: 'enum', values, open: true, ...rest }
}

/** A number. */
/* @__NO_SIDE_EFFECTS__ */
export function number(limits: Limits<NumberSchema> = {}): Schema<number> {
  return { kind: 'number', ...limits }
}

/** A number without a fraction. */
/* @__NO_SIDE_EFFECTS__ */
export function integer(limits: Limits<NumberSchema> = {}): Schema<number> {
  return { kind: 'integer', ...limits }
}

/** true or false. */
/* @__NO_SIDE_EFFECTS__ */
export function boolean(rest: { name?: string } = {}): Schema<boolean> {
  return { kind: 'boolean', ...rest }
}

/** A list of requests' parts: readonly in the protocol types. */
/* @__NO_SIDE_EFFECTS__ */
export function array<T>(items: Schema<T>, limits: Limits<ArraySchema, 'items'> = {}): Schema<readonly T[]> {
  return { kind: 'array', items, ...limits }
}

/** A list in a reply: mutable in the protocol types. */
/* @__NO_SIDE_EFFECTS__ */
export function list<T>(items: Schema<T>, limits: Limits<ArraySchema, 'items'> = {}): Schema<T[]> {
  return { kind: 'array', items, ...limits }
}

/** An object whose keys are data: readonly in the protocol types. */
/* @__NO_SIDE_EFFECTS__ */
export function record<T>(
  values: Schema<T>,
  limits: Limits<RecordSchema, 'values'> = {},
): Schema<Readonly<Record<string, T>>> {
  return { kind: 'record', values, ...limits }
}

/** An object of which nothing more is known than that JSON can carry it. */
/* @__NO_SIDE_EFFECTS__ */
export function jsonObject(rest: Limits<JsonObjectSchema> = {}): Schema<Readonly<Record<string, unknown>>> {
  return { kind: 'json-object', ...rest }
}

/** Admits null as a value of its own. */
/* @__NO_SIDE_EFFECTS__ */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  const { proof: _proof, namedValues: _namedValues, ...node } = schema
  return { ...node, nullable: true }
}

/** A field that may be missing; `T` is its type where it is there. */
export interface OptionalField<T> extends SchemaProof<T>, FieldSchema {
  readonly required: false
}

type FieldNotes = Pick<FieldSchema, 'default' | 'deprecated'>

/** A field of a request that may be missing or null, both of which mean its default. */
/* @__NO_SIDE_EFFECTS__ */
export function maybe<T>(schema: Schema<T>, notes: FieldNotes = {}): OptionalField<T | null> {
  return { schema: nullable(schema), required: false, ...notes }
}

/** A field of a reply that may be missing. */
/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(schema: Schema<T>, notes: FieldNotes = {}): OptionalField<T> {
  return { schema, required: false, ...notes }
}

/** The fields of `T`: each one, none besides, optional exactly where `T` says so. Index signatures are left out. */
export type FieldsOf<T> = {
  readonly [K in keyof T as string extends K ? never : number extends K ? never : K]-?: Partial<
    Pick<T, K>
  > extends Pick<T, K>
    ? OptionalField<Exclude<T[K], undefined>>
    : Schema<T[K]>
}

/** What `NoInfer` is from TypeScript 5.4 on: the type is the one the caller named, not one made up from the fields. */
type Given<T> = [T][T extends unknown ? 0 : never]

/** An object of a request: other members are refused unless the caller keeps them. */
/* @__NO_SIDE_EFFECTS__ */
export function object<T extends object>(name: string, fields: FieldsOf<Given<T>>): ObjectSchemaOf<T> {
  return { kind: 'object', name, fields: fieldSchemas(fields), open: false }
}

/** An object that other members may always join: replies, and what of a reply is sent back. */
/* @__NO_SIDE_EFFECTS__ */
export function openObject<T extends object>(name: string, fields: FieldsOf<Given<T>>): ObjectSchemaOf<T> {
  return { kind: 'object', name, fields: fieldSchemas(fields), open: true }
}

/** The schema of an object, with its fields in reach. */
export type ObjectSchemaOf<T> = ObjectSchema & SchemaProof<T>

/* @__NO_SIDE_EFFECTS__ */
function fieldSchemas(fields: object): Record<string, FieldSchema> {
  const schemas: Record<string, FieldSchema> = {}
  // FieldsOf has nothing but schemas and optional fields as values; TypeScript cannot see that through its mapping.
  const entries: [string, SchemaNode | FieldSchema][] = Object.entries(fields)
  for (const [name, field] of entries) {
    schemas[name] = 'kind' in field ? { schema: field, required: true } : field
  }
  return schemas
}

type VariantsOf<T, F extends keyof T> = {
  readonly [V in T[F] & string]: ObjectSchemaOf<Extract<T, Readonly<Record<F, V>>>>
}

/** Objects told apart by the string in one field; one variant for each member of `T`. */
/* @__NO_SIDE_EFFECTS__ */
export function byField<T extends object, F extends keyof T & string>(
  field: F,
  variants: VariantsOf<T, F>,
  rest: Partial<Omit<FieldUnionSchema, 'kind' | 'field' | 'variants'>> = {},
): Schema<T> {
  return { kind: 'field-union', field, variants, open: false, ...rest }
}

interface Alternatives {
  readonly string?: SchemaNode
  readonly array?: SchemaNode
  readonly object?: SchemaNode
}

/** Values told apart by their JSON type. */
/* @__NO_SIDE_EFFECTS__ */
export function byType<A extends Alternatives>(
  alternatives: A,
  rest: Limits<TypeUnionSchema, keyof Alternatives> = {},
): Schema<ProvenBy<A[keyof A]>> {
  return { kind: 'type-union', ...alternatives, ...rest }
}

type ProvenBy<S> = S extends SchemaProof<infer T> ? T : never
