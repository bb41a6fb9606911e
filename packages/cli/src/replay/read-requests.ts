/** Reads the requests of a file. */
import type { ChatCompletion, ChatCompletionRequest } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'
import { UsageError } from '../arguments/usage-error.ts'
import { isRecord } from '../is-record.ts'

/** A request, and the answer that was recorded with it. */
export interface RecordedRequest {
  readonly request: ChatCompletionRequest
  readonly completion: Pick<ChatCompletion, 'choices'> | undefined
}

/**
 * The requests in the order of the file: JSON lines, one JSON value or a list of them, or a recording of
 * `colloquy/testing`. A request stands for itself, or is the `request` or `body` of its line. Throws UsageError.
 */
export function readRequests(text: string, place: string): readonly RecordedRequest[] {
  const found = values(text, place).map((value, at) => toRequest(value, `Line ${at + 1} of ${place}`))
  if (found.length > 0) return found
  throw fault(`${place} holds no request.`)
}

function values(text: string, place: string): readonly unknown[] {
  const whole = parsed(text)
  if (isRecord(whole) && Array.isArray(whole['exchanges'])) return whole['exchanges']
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole]
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const value = parsed(line)
      if (value !== undefined) return value
      throw fault(`Line ${at + 1} of ${place} is not JSON.`)
    })
}

function toRequest(value: unknown, place: string): RecordedRequest {
  if (!isRecord(value)) throw fault(`${place} is not a request.`)
  const held = isRecord(value['request']) ? value['request'] : value
  const body = isRecord(held['body']) ? held['body'] : held
  if (!Array.isArray(body['messages'])) throw fault(`${place} is not a request: it has no messages.`)
  // Fields of a vendor are left to the endpoint; the engine refuses what it does not know.
  const request = validateChatCompletionRequest({ ...body, stream: true }, { unknown: 'keep' })
  const response = isRecord(value['response']) ? value['response']['json'] : undefined
  const completion = value['completion'] ?? response
  return { request, completion: isCompletion(completion) ? completion : undefined }
}

function isCompletion(value: unknown): value is Pick<ChatCompletion, 'choices'> {
  return (
    isRecord(value) &&
    Array.isArray(value['choices']) &&
    value['choices'].every((choice) => isRecord(choice) && isRecord(choice['message']))
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fault(message: string): UsageError {
  return new UsageError(message, {
    command: 'replay',
    advice: 'Each line must be a request, as colloquy --dry-run prints it, or as replay prints it with its answer.',
  })
}
