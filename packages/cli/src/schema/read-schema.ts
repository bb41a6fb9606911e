/** Reads `--schema`: a file, JSON, or the short form `name, age int`. */
import { readFile } from 'node:fs/promises'
import type { ResponseFormatJsonSchema } from 'colloquy/protocol'
import { UsageError } from '../arguments/usage-error.ts'
import { parseShortSchema } from './short-schema.ts'

/** The request field that holds the answer to the schema. Throws UsageError for a schema that cannot be read. */
export async function readSchema(text: string): Promise<ResponseFormatJsonSchema> {
  const source = text.trim()
  const schema = source.startsWith('{') ? parse(source, '--schema') : await readOrParse(source)
  const { title } = schema
  const name = typeof title === 'string' && /^[\w-]{1,64}$/u.test(title) ? title : 'answer'
  return { type: 'json_schema', json_schema: { name, strict: true, schema } }
}

// `name` alone could be a file or a field; a file that exists is meant.
async function readOrParse(source: string): Promise<Record<string, unknown>> {
  const content = await readFile(source, 'utf8').catch(() => undefined)
  if (content !== undefined) return parse(content, source)
  if (source.endsWith('.json')) {
    throw new UsageError(`There is no schema file ${source}.`, { command: 'ask', advice: 'Check the path.' })
  }
  return parseShortSchema(source)
}

function parse(json: string, place: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new UsageError(`${place} is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`, {
      command: 'ask',
      advice: "A JSON schema is an object, or say it short: --schema 'name, age int'.",
    })
  }
  if (isObject(value)) return value
  throw new UsageError(`${place} is not a JSON schema: it must be an object.`, { command: 'ask' })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
