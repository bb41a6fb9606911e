import { isJsonObject, type Json } from '../schema/json.ts'
import { literal } from './literal.ts'

/** How values are spelled: the words for the three constants that have one, and what stands between values. */
export interface ConstantWords {
  readonly true: string
  readonly false: string
  readonly null: string
  /** Between items, as GBNF. */
  readonly comma: string
  /** Between a key and its value, as GBNF. */
  readonly colon: string
}

// At most one space, so that compact and customary JSON both fit and none is endless.
const loose = { comma: '"," " "?', colon: '":" " "?' }

export const jsonWords: ConstantWords = { true: 'true', false: 'false', null: 'null', ...loose }
/** JSON without white space. */
export const compactWords: ConstantWords = { ...jsonWords, comma: '","', colon: '":"' }
export const pythonWords: ConstantWords = { true: 'True', false: 'False', null: 'None', ...loose }

/** The grammar of one constant value, with the same white space as anywhere. */
export function constantText(value: Json, words: ConstantWords): string {
  if (value === null) return literal(words.null)
  if (typeof value === 'boolean') return literal(value ? words.true : words.false)
  if (Array.isArray(value))
    return enclosed(
      '[',
      value.map((each) => constantText(each, words)),
      ']',
      words,
    )
  if (!isJsonObject(value)) return literal(JSON.stringify(value))
  const pairs = Object.entries(value).map(
    ([key, each]) => `${literal(JSON.stringify(key))} ${words.colon} ${constantText(each, words)}`,
  )
  return enclosed('{', pairs, '}', words)
}

function enclosed(open: string, parts: readonly string[], close: string, { comma }: ConstantWords): string {
  return parts.length === 0 ? literal(open + close) : `${literal(open)} ${parts.join(` ${comma} `)} ${literal(close)}`
}
