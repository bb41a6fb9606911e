import { InvalidResponseError, type ErrorDetails } from '../errors/colloquy-error.ts'
import { bodyLimit, errorFromWords, plainText } from '../errors/error-from-response.ts'
import { redact } from '../errors/redact.ts'
import { serverWords } from '../errors/server-words.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletion, Model } from '../protocol/index.ts'
import type { WireResponse } from './send-request.ts'

/** Reads a body as a completion. Throws a typed error, with the server's words, for a body that is none. */
export function parseCompletion(text: string, from: WireResponse): ChatCompletion {
  return parseAnswer(text, from, 'a chat completion', isCompletion)
}

/** Reads a body as the list of models. Throws a typed error for a body that is none. */
export function parseModels(text: string, from: WireResponse): Model[] {
  return parseAnswer(text, from, 'a list of models', isModelList).data
}

/** Makes the error for a body that is not what was asked for. */
export function unexpectedAnswer(text: string, { response, secrets }: WireResponse, expected: string): Error {
  const { status, headers } = response
  const details: ErrorDetails = { status, requestId: headers.get('x-request-id') ?? undefined, body: text }
  const words = serverWords(parsed(text), { failed: false })
  if (words) return errorFromWords(words, details, secrets)
  const type = headers.get('content-type')?.split(';')[0] || 'no content type'
  const shown = type.includes('html') || type === 'text/plain' ? plainText(text).slice(0, 200) : ''
  const came = text.trim() ? `${type}${shown && ` that says: ${shown}`}` : 'an empty body'
  const message = `Expected ${expected}, but the server answered ${status} with ${came}. Check that \`baseURL\` is an OpenAI-compatible API.`
  return new InvalidResponseError(redact(message, secrets), {
    ...details,
    body: redact(text.slice(0, bodyLimit), secrets),
  })
}

function parseAnswer<T>(text: string, from: WireResponse, expected: string, is: (value: unknown) => value is T): T {
  const value = parsed(text)
  if (is(value)) return value
  throw unexpectedAnswer(text, from, expected)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
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

function isModelList(value: unknown): value is { data: Model[] } {
  return isRecord(value) && Array.isArray(value['data'])
}
