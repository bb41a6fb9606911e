import { InvalidResponseError } from '../errors/colloquy-error.ts'
import { connectionError } from '../errors/connection-error.ts'
import { bodyLimit } from '../errors/error-from-response.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'

/**
 * Reads a body as text, bounded in bytes and time.
 *
 * @param limit Most bytes. Default: as many as an error keeps.
 * @param tooLong Makes the error for a body that is longer. Default: its beginning will do.
 */
export async function readBody(
  { body }: HttpResponse,
  deadline: Deadline,
  limit: number = bodyLimit,
  tooLong?: () => Error,
): Promise<string> {
  if (!body) return ''
  const reader = body.getReader()
  const cancel = (): void => {
    reader.cancel().catch(() => {})
  }
  deadline.onFail(cancel)
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    while (length <= limit) {
      deadline.wait('idle')
      const { done, value } = await reader.read()
      // What was cancelled looks like an end.
      if (deadline.failure) throw deadline.failure
      if (done) return decode(pieces)
      length += value.length
      pieces.push(value)
    }
  } catch (error) {
    throw deadline.failure ?? brokenConnection(error)
  }
  cancel()
  if (tooLong) throw tooLong()
  return decode(pieces)
}

/** Reads the body of a whole answer. Throws `InvalidResponseError` where it is longer than the limit, by default 40 Mi. */
export function readAnswer(
  response: HttpResponse,
  deadline: Deadline,
  limit: number = 40 * 1024 * 1024,
): Promise<string> {
  const { status } = response
  const tooLong = (): Error =>
    new InvalidResponseError(`The answer took more than \`maxResponseBytes\`: ${limit} bytes.`, {
      code: 'response_too_large',
      status,
    })
  return readBody(response, deadline, limit, tooLong)
}

/** All but the last piece are decoded as a stream, which takes eight times as long for plain text. */
function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  return pieces.map((piece, at) => decoder.decode(piece, { stream: at < pieces.length - 1 })).join('')
}

/** The error for a body that stopped coming; an error that is ours already stays. */
export function brokenConnection(error: unknown): Error {
  return connectionError(error, 'The answer broke off')
}
