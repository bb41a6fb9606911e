import { errorFromResponse } from '../errors/error-from-response.ts'
import { isRecord } from '../is-record.ts'
import { parseJson } from '../parse-json.ts'
import type { ChatCompletion, ChatCompletionDeleted, Model } from '../protocol/index.ts'
import type { WireResponse } from './send-request.ts'

/** Reads a body as a completion. Throws a typed error, with the server's words, for a body that is none. */
export function parseCompletion(text: string, from: WireResponse): ChatCompletion {
  const value = parseJson(text)
  if (isCompletion(value)) return value
  throw errorFromResponse(from, text, 'a chat completion')
}

/** Reads a body as a list. Throws a typed error for a body that is none. */
export function parseList<T>(text: string, from: WireResponse): List<T> {
  const value = parseJson(text)
  if (isList<T>(value)) return value
  throw errorFromResponse(from, text, 'a list')
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
  const value = parseJson(text)
  if (isDeleted(value)) return value
  throw errorFromResponse(from, text, 'a note of deletion')
}

/** Reads a body as a model. Throws a typed error for a body that is none. */
export function parseModel(text: string, from: WireResponse): Model {
  const value = parseJson(text)
  if (isModel(value)) return value
  throw errorFromResponse(from, text, 'a model')
}

/** Asks only for what makes it an answer: other servers leave out ids, times and counts, and add fields. */
function isCompletion(value: unknown): value is ChatCompletion {
  return (
    isRecord(value) &&
    !value['error'] &&
    Array.isArray(value['choices']) &&
    value['choices'].length > 0 &&
    value['choices'].every((choice) => isRecord(choice) && isRecord(choice['message']))
  )
}

function isList<T>(value: unknown): value is List<T> {
  return isRecord(value) && Array.isArray(value['data'])
}

function isDeleted(value: unknown): value is ChatCompletionDeleted {
  return isRecord(value) && 'deleted' in value
}

function isModel(value: unknown): value is Model {
  return isRecord(value) && typeof value['id'] === 'string'
}
