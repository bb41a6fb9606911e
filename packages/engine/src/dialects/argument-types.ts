import { isJsonObject } from '../structured/schema/json.ts'
import type { FormedTool } from './callable-tool.ts'

/** The JSON types that the schema of an argument declares, `integer` as `number`; none where it leaves them open. */
export function argumentTypes({ parameters }: FormedTool, key: string): readonly unknown[] {
  const { properties } = parameters
  const schema = isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined
  if (!isJsonObject(schema)) return []
  const { type, enum: values, const: constant } = schema
  if (type !== undefined) return [type].flat().map((each) => (each === 'integer' ? 'number' : each))
  const known = Array.isArray(values) ? values : constant === undefined ? [] : [constant]
  return [...new Set(known.map(typeOf))]
}

/** Whether a model that writes arguments between tags writes this one as bare text: it is a string and nothing else. */
export function isBareArgument(tool: FormedTool, key: string): boolean {
  // A grammar of the caller could allow the very text that ends an argument. So input that has a grammar is written as
  // JSON.
  if (tool.inputGrammar !== undefined) return false
  const types = argumentTypes(tool, key)
  return types.length === 1 && types[0] === 'string'
}

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
