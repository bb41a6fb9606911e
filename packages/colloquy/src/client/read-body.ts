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
  const read = async (): Promise<string> => {
    const pieces: Uint8Array[] = []
    let length = 0
    while (length <= limit) {
      deadline.wait('idle')
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      pieces.push(value)
    }
    if (length <= limit || cut) return decode(pieces)
    throw new InvalidResponseError(`The answer took more than \`maxResponseBytes\`: ${limit} bytes.`, {
      code: 'response_too_large',
      status,
    })
  }
  try {
    return await deadline.race(read)
  } catch (error) {
    throw brokenConnection(error)
  } finally {
    reader.cancel().catch(() => {})
  }
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
