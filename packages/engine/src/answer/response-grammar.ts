import type { ChatCompletionRequest } from 'colloquy/protocol'

import { compileSchema, type CompiledGrammar, type JsonSpacing } from '../structured/compile-schema.ts'
import type { Json } from '../structured/schema/json.ts'

/** The field that carries the schema of an answer. */
export const responseSchemaParam = 'response_format.json_schema.schema'

/**
 * The grammar of the texts that `response_format` allows; undefined where it allows any. Throws `unsupported_value`
 * (400) for a schema that cannot be enforced exactly, whether or not it is `strict`: a promise is kept whole or not given.
 * Compiles in the caller's thread, which a hostile schema takes for up to a few hundred milliseconds; an engine has its own.
 */
export function responseGrammar(
  { response_format: format }: Pick<ChatCompletionRequest, 'response_format'>,
  spacing?: JsonSpacing,
): string | undefined {
  return compileResponse(format, spacing)?.grammar
}

/** The same, with the grammar's size. */
export function compileResponse(
  format: ChatCompletionRequest['response_format'],
  spacing?: JsonSpacing,
): CompiledGrammar | undefined {
  if (format === undefined || format === null || format.type === 'text') return undefined
  const given = format.type === 'json_object' ? { type: 'object' } : (format.json_schema.schema ?? {})
  // A caller in this process can pass a schema with members that are not JSON, such as functions. Over HTTP they would
  // be gone, so they are dropped here too.
  const schema: Json = JSON.parse(JSON.stringify(given))
  return compileSchema(schema, { param: responseSchemaParam, spacing })
}
