import type { StandardSchema } from '../tools/standard-schema.ts'

/** The published form of a response format, with a Standard Schema in the place of its JSON Schema. */
export interface NamedFormat<Schema extends StandardSchema> {
  /** Always `json_schema`. */
  readonly type: 'json_schema'
  /** The name and the schema, which is written as JSON Schema when it is sent. */
  readonly json_schema: {
    readonly name: string
    readonly description?: string
    readonly strict: true
    readonly schema: Schema
  }
}

/**
 * Names a schema as the form of an answer, as openai's helper of this name does, so that programs written for it move.
 * Any Standard Schema will do, and `response_format: schema` says the same.
 *
 * @example
 * const format = zodResponseFormat(z.object({ city: z.string() }), 'place')
 */
export function zodResponseFormat<const Schema extends StandardSchema>(
  schema: Schema,
  name: string,
  { description }: { description?: string } = {},
): NamedFormat<Schema> {
  return {
    type: 'json_schema',
    json_schema: { name, ...(description !== undefined && { description }), strict: true, schema },
  }
}
