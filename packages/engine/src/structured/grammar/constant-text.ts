import { isJsonObject, type Json } from '../schema/json.ts'
import { literal } from './literal.ts'
import { colon, comma } from './separators.ts'

/** The words for the three constants that have one. */
export interface ConstantWords {
  readonly true: string
  readonly false: string
  readonly null: string
}

export const jsonWords: ConstantWords = { true: 'true', false: 'false', null: 'null' }
export const pythonWords: ConstantWords = { true: 'True', false: 'False', null: 'None' }

/** The grammar of one constant value, with the same freedom of white space as anywhere. */
export function constantText(value: Json, words: ConstantWords): string {
  if (value === null) return literal(words.null)
  if (typeof value === 'boolean') return literal(value ? words.true : words.false)
  if (Array.isArray(value))
    return enclosed(
      '[',
      value.map((each) => constantText(each, words)),
      ']',
    )
  if (!isJsonObject(value)) return literal(JSON.stringify(value))
  const pairs = Object.entries(value).map(
    ([key, each]) => `${literal(JSON.stringify(key))} ${colon} ${constantText(each, words)}`,
  )
  return enclosed('{', pairs, '}')
}

function enclosed(open: string, parts: readonly string[], close: string): string {
  return parts.length === 0 ? literal(open + close) : `${literal(open)} ${parts.join(` ${comma} `)} ${literal(close)}`
}
