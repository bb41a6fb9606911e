import { isJsonObject, type Json } from '../schema/json.ts'
import { literal } from './literal.ts'
import { colon, comma } from './separators.ts'

/** The grammar of one constant value, with the same freedom of white space as anywhere. */
export function constantText(value: Json): string {
  if (Array.isArray(value)) return `"[" ${value.map(constantText).join(` ${comma} `)} "]"`.replace('  ', ' ')
  if (!isJsonObject(value)) return literal(JSON.stringify(value))
  const pairs = Object.entries(value).map(
    ([key, each]) => `${literal(JSON.stringify(key))} ${colon} ${constantText(each)}`,
  )
  return `"{" ${pairs.join(` ${comma} `)} "}"`.replace('  ', ' ')
}
