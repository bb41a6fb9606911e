import { InvalidResponseError } from '../errors/colloquy-error.ts'
import { connectionError } from '../errors/connection-error.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'

/** How far {@link readBody} reads. */
export interface ReadBodyOptions {
  /** Most bytes to read. Default 40 Mi. */
  readonly limit?: number | undefined
  /** Whether to give the beginning of a longer body, rather than to throw. */
  readonly cut?: boolean
}

/** Reads a body as text, bounded in bytes and time. Throws `InvalidResponseError` where it is longer than the limit. */
export async function readBody(
  { body, status }: HttpResponse,
  deadline: Deadline,
  { limit = 40 * 1024 * 1024, cut }: ReadBodyOptions,
): Promise<string> {
  if (!body) return ''
  const reader = body.getReader()
  const cancel = (): void => {
    reader.cancel().catch(() => {})
  }
  const off = deadline.onFail(cancel)
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
  } finally {
    off()
  }
  cancel()
  if (cut) return decode(pieces)
  throw new InvalidResponseError(`The answer took more than \`maxResponseBytes\`: ${limit} bytes.`, {
    code: 'response_too_large',
    status,
  })
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
