import { descriptions } from './descriptions.ts'
import { publishedSchemas } from './published-schemas.ts'
import type { FieldSchema, FieldUnionSchema, ObjectSchema, RecordSchema, SchemaNode } from './schema.ts'

/** A schema object of OpenAPI 3.1: JSON Schema 2020-12 with `discriminator`. */
export type OpenApiSchema = Readonly<Record<string, unknown>>

/**
 * The request and reply shapes as `components.schemas` of an OpenAPI 3.1 document, under their published names, with
 * the descriptions of the protocol types. Objects that the validator closes have `additionalProperties: false`.
 */
export function openApiSchemas(): Record<string, OpenApiSchema> {
  return Object.fromEntries(Object.entries(publishedSchemas).map(([name, schema]) => [name, openApiSchema(schema)]))
}

/** A schema in full: its description, then its shape, with references to published schemas. */
export function openApiSchema(schema: SchemaNode): OpenApiSchema {
  const text = schema.name === undefined ? undefined : descriptions[schema.name]?.text
  return { ...given('description', text), ...shape(schema) }
}

/** A reference where the schema has a published name, else the schema in full; with null where it may be. */
function refer(schema: SchemaNode): OpenApiSchema {
  const isPublished = schema.name !== undefined && Object.hasOwn(publishedSchemas, schema.name)
  const inner = isPublished ? { $ref: `#/components/schemas/${schema.name}` } : openApiSchema(schema)
  return schema.nullable === true ? { anyOf: [inner, { type: 'null' }] } : inner
}

function shape(schema: SchemaNode): OpenApiSchema {
  switch (schema.kind) {
    case 'string':
      return {
        type: 'string',
        ...given('minLength', schema.minLength),
        ...given('maxLength', schema.maxLength),
        ...given('pattern', schema.pattern?.source),
      }
    case 'enum':
      return { type: 'string', enum: schema.values }
    case 'number':
    case 'integer':
      return { type: schema.kind, ...given('minimum', schema.min), ...given('maximum', schema.max) }
    case 'boolean':
      return { type: 'boolean' }
    case 'array':
      return {
        type: 'array',
        items: refer(schema.items),
        ...given('minItems', schema.minItems),
        ...given('maxItems', schema.maxItems),
      }
    case 'record':
      return recordShape(schema)
    case 'json-object':
      return { type: 'object', additionalProperties: true }
    case 'object':
      return objectShape(schema)
    case 'field-union':
      return fieldUnionShape(schema)
    case 'type-union':
      break
  }
  const alternatives = [schema.string, schema.array, schema.object].filter((part) => part !== undefined)
  return { anyOf: alternatives.map(refer) }
}

function recordShape(schema: RecordSchema): OpenApiSchema {
  const propertyNames = {
    ...given('maxLength', schema.maxKeyLength),
    ...given('pattern', schema.keyPattern?.source),
  }
  return {
    type: 'object',
    additionalProperties: refer(schema.values),
    ...(Object.keys(propertyNames).length > 0 ? { propertyNames } : {}),
    ...given('maxProperties', schema.maxProperties),
  }
}

function objectShape(schema: ObjectSchema): OpenApiSchema {
  const fields = Object.entries(schema.fields)
  const texts = schema.name === undefined ? undefined : descriptions[schema.name]?.fields
  const required = fields.filter(([, field]) => field.required).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field]) => [name, property(field, texts?.[name])])),
    ...(required.length > 0 ? { required } : {}),
    ...(schema.open ? {} : { additionalProperties: false }),
  }
}

function property(field: FieldSchema, text: string | undefined): OpenApiSchema {
  return {
    ...refer(field.schema),
    ...given('description', text),
    ...given('default', field.default),
    ...(field.deprecated === undefined ? {} : { deprecated: true }),
  }
}

function fieldUnionShape(schema: FieldUnionSchema): OpenApiSchema {
  const variants = Object.entries(schema.variants).map(([tag, variant]) => [tag, refer(variant)] as const)
  // A mapping can only name references; variants written out in place are found by their enum of one.
  const references = variants.flatMap(([tag, { $ref }]) => ($ref === undefined ? [] : [[tag, $ref]]))
  const mapping = references.length > 0 ? { mapping: Object.fromEntries(references) } : {}
  return {
    oneOf: variants.map(([, variant]) => variant),
    discriminator: { propertyName: schema.field, ...mapping },
  }
}

/** A member with a value, or none. */
function given(name: string, value: unknown): OpenApiSchema {
  return value === undefined ? {} : { [name]: value }
}
