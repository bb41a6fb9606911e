import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { FromJsonSchema } from './from-json-schema.ts'
import { jsonSchemaIssues } from './json-schema-issues.ts'
import type { StandardSchema } from './standard-schema.ts'
import type { JsonSchema } from './strict-schema.ts'

/**
 * Makes a Standard Schema of a plain JSON Schema: its type is inferred, and values are validated by it.
 *
 * Throws `InvalidRequestError` for a schema with a keyword that is not validated here, rather than to let values pass
 * that it forbids. `format` is a note, as the specification has it.
 *
 * @example
 * const parameters = jsonSchema({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] })
 */
export function jsonSchema<const Schema extends JsonSchema>(schema: Schema): StandardSchema<FromJsonSchema<Schema>> {
  refuseUnknown(schema, '')
  return {
    '~standard': {
      version: 1,
      vendor: 'colloquy',
      validate(value) {
        const issues = jsonSchemaIssues(value, schema)
        const fits = (given: unknown): given is FromJsonSchema<Schema> => given === value && issues.length === 0
        return fits(value) ? { value } : { issues }
      },
      jsonSchema: { input: () => ({ ...schema }) },
    },
  }
}

const validated = new Set(
  'type enum const properties required additionalProperties items prefixItems minItems maxItems minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf anyOf oneOf allOf not $ref $defs definitions'.split(
    ' ',
  ),
)
const notes = new Set(
  '$schema $id $comment title description default examples format deprecated readOnly writeOnly'.split(' '),
)

function refuseUnknown(schema: unknown, path: string): void {
  if (!isRecord(schema)) return
  for (const [key, value] of Object.entries(schema)) {
    if (!validated.has(key) && !notes.has(key)) {
      const where = path ? ` at \`${path}\`` : ''
      throw new InvalidRequestError(`\`${key}\`${where} is not validated here. Give a schema of a validator's library.`)
    }
    if (key === 'properties' || key === '$defs' || key === 'definitions') {
      for (const [name, each] of Object.entries(isRecord(value) ? value : {})) {
        refuseUnknown(each, `${path}/${key}/${name}`)
      }
    } else if (key === 'anyOf' || key === 'oneOf' || key === 'allOf' || key === 'prefixItems') {
      for (const [at, each] of (Array.isArray(value) ? value : []).entries())
        refuseUnknown(each, `${path}/${key}/${at}`)
    } else if (key === 'items' || key === 'not' || key === 'additionalProperties') {
      refuseUnknown(value, `${path}/${key}`)
    }
  }
}
