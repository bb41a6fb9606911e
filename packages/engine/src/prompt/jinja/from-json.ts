import { TemplateError } from './template-error.ts'
import { userText } from './text.ts'
import { Dict, Float, type Value } from './value.ts'

/**
 * Parses JSON into template values, all of it the caller's. The reference has no such filter; some converted templates
 * use it on tool-call arguments, and without it those conversations would be refused.
 */
export function fromJson(text: string): Value {
  try {
    return fromRequest(JSON.parse(text))
  } catch (cause) {
    throw new TemplateError('runtime', `from_json: ${cause instanceof Error ? cause.message : 'the text is no JSON'}`)
  }
}

/**
 * Turns a value of the request into what a template may look at but not change. Its strings are marked as the caller's,
 * object keys too, except where `isTemplateText` says that a string is one of a fixed set of words, such as a role.
 */
export function fromRequest(
  value: unknown,
  isTemplateText: (key: string, text: string) => boolean = () => false,
): Value {
  return convert(value, '', isTemplateText)
}

function convert(value: unknown, key: string, isTemplateText: (key: string, text: string) => boolean): Value {
  if (typeof value === 'string') return isTemplateText(key, value) ? value : userText(value)
  if (typeof value === 'number') return Number.isInteger(value) ? value : new Float(value)
  if (typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return Object.freeze(value.map((item) => convert(item, key, isTemplateText)))
  const entries = Object.entries(value)
    // An absent option may be spelled `undefined` in this process; on the wire it would not be there.
    .filter(([, member]) => member !== undefined)
    .map(([name, member]): [Value, Value] => [userText(name), convert(member, name, isTemplateText)])
  return new Dict(entries, { readOnly: true })
}
