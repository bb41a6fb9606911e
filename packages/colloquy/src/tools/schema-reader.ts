import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { parseJson } from '../parse-json.ts'
import { dropAddedNulls } from './drop-added-nulls.ts'
import { isStandardSchema, type StandardIssue, type StandardResult, type StandardSchema } from './standard-schema.ts'
import { strictSchema, type JsonSchema, type StrictSchema } from './strict-schema.ts'

/** What a text that the model wrote stands for, or why it stands for nothing. */
export type ReadResult = { readonly value: unknown } | { readonly issues: string }

/**
 * Writes a Standard Schema as JSON Schema, strict where that says the same; once for each schema. Throws
 * `InvalidRequestError` for one that cannot be written, naming `param`, the field it stands in.
 */
export function schemaOnTheWire(schema: StandardSchema, param: string): StrictSchema {
  const before = written.get(schema)
  if (before) return before.sent
  const original = jsonSchemaOf(schema, param)
  const sent = strictSchema(original)
  written.set(schema, { original, sent })
  return sent
}

const written = new WeakMap<object, { original: Readonly<Record<string, unknown>>; sent: StrictSchema }>()

/** Parses what the model wrote and, by a Standard Schema, validates it: at once, unless the schema takes its time. */
export function readBySchema(text: string, schema: unknown): ReadResult | Promise<ReadResult> {
  // Models write nothing for functions without parameters.
  let value = parseJson(text || '{}')
  if (value === undefined) return { issues: 'it is not JSON' }
  if (!isStandardSchema(schema)) return { value }
  const known = written.get(schema)
  if (known?.sent.strict) value = dropAddedNulls(value, known.original)
  const result = schema['~standard'].validate(value)
  return 'then' in result ? result.then(readResult) : readResult(result)
}

function readResult(result: StandardResult<unknown>): ReadResult {
  return result.issues ? { issues: result.issues.map(issueLine).join('; ') } : { value: result.value }
}

function jsonSchemaOf(schema: StandardSchema, param: string): JsonSchema {
  const { jsonSchema, vendor } = schema['~standard']
  try {
    return jsonSchema.input({ target: 'draft-2020-12' })
  } catch (cause) {
    // Where types were not looked at: an older version of a library, or Valibot's schema by itself.
    const advice = 'update the library, or wrap the schema (for Valibot: `toStandardJsonSchema`)'
    const why = jsonSchema && cause instanceof Error ? cause.message : advice
    throw new InvalidRequestError(`\`${param}\`: this schema of ${vendor} cannot be written as JSON Schema: ${why}.`, {
      param,
      cause,
    })
  }
}

function issueLine({ message, path }: StandardIssue): string {
  const steps = path?.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
  return steps ? `\`${steps}\`: ${message}` : message
}
