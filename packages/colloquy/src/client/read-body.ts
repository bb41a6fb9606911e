import { isWhole } from '#platform'
import { InvalidResponseError } from '../errors/colloquy-error.ts'
import { connectionError } from '../errors/connection-error.ts'
import { bodyLimit } from '../errors/error-from-response.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'

/**
 * Reads a body as text, bounded in bytes and time.
 *
 * @param limit Most bytes. Default: as many as an error keeps.
 * @param refuse Called where the body is longer, to throw. Default: its beginning will do.
 */
export async function readBody(
  response: HttpResponse,
  deadline: Deadline,
  limit: number = bodyLimit,
  refuse?: () => never,
): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const cancel = (): void => {
    reader.cancel().catch(() => {})
  }
  deadline.onFail(cancel)
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      deadline.wait('idle')
      const { done, value } = await reader.read()
      // What was cancelled looks like an end.
      if (deadline.failure) throw deadline.failure
      if (done) break
      length += value.length
      pieces.push(value)
      if (length > limit) {
        cancel()
        refuse?.()
        break
      }
      if (isWhole(response, length)) break
    }
  } catch (error) {
    throw deadline.failure ?? connectionError(error)
  }
  // All but the last piece are decoded as a stream, which takes eight times as long for plain text.
  const decoder = new TextDecoder()
  return pieces.map((piece, at) => decoder.decode(piece, { stream: at < pieces.length - 1 })).join('')
}

/** Reads the body of a whole answer. Throws `InvalidResponseError` where it is longer than the limit, by default 40 Mi. */
export function readAnswer(response: HttpResponse, deadline: Deadline, limit: number = 40 * 2 ** 20): Promise<string> {
  return readBody(response, deadline, limit, () => {
    throw new InvalidResponseError(`The answer took more than \`maxResponseBytes\`: ${limit} bytes.`, {
      code: 'response_too_large',
      status: response.status,
    })
  })
}
