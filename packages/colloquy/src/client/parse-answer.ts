import { errorFromResponse } from '../errors/error-from-response.ts'
import { isRecord } from '../is-record.ts'
import { parseJson } from '../parse-json.ts'
import type { ChatCompletion, ChatCompletionDeleted } from '../protocol/index.ts'
import type { WireResponse } from './send-request.ts'

/** Reads a body as a completion. Throws a typed error, with the server's words, for a body that is none. */
export function parseCompletion(text: string, from: WireResponse): ChatCompletion {
  return parseAnswer(text, from, 'a chat completion', isCompletion)
}

/** Reads a body as a list. Throws a typed error for a body that is none. */
export function parseList<T>(text: string, from: WireResponse): List<T> {
  return parseAnswer(text, from, 'a list', (value): value is List<T> => isRecord(value) && Array.isArray(value['data']))
}

/** A page of things, as servers write it. */
export interface List<T> {
  object: 'list'
  data: T[]
  first_id: string | null
  last_id: string | null
  has_more: boolean
}

/** Reads a body as the note that something is gone. Throws a typed error for a body that is none. */
export function parseDeleted(text: string, from: WireResponse): ChatCompletionDeleted {
  const isDeleted = (value: unknown): value is ChatCompletionDeleted => isRecord(value) && 'deleted' in value
  return parseAnswer(text, from, 'a note of deletion', isDeleted)
}

function parseAnswer<T>(text: string, from: WireResponse, expected: string, is: (value: unknown) => value is T): T {
  const value = parseJson(text)
  if (is(value)) return value
  throw errorFromResponse(from, text, expected)
}

/** Asks only for what makes it an answer: other servers leave out ids, times and counts, and add fields. */
function isCompletion(value: unknown): value is ChatCompletion {
  if (!isRecord(value) || value['error']) return false
  const { choices } = value
  return (
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every((choice) => isRecord(choice) && isRecord(choice['message']))
  )
}
