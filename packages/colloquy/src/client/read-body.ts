import { ConnectionError, InvalidResponseError } from '../errors/colloquy-error.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'
import { reasonOf } from './send-request.ts'

/** How far {@link readBody} reads. */
export interface ReadBodyOptions {
  /** Most bytes to read. Default 40 Mi. */
  readonly limit?: number | undefined
  /** Whether to give the beginning of a longer body, rather than to throw. */
  readonly cut?: boolean
  /** Most milliseconds between two reads. */
  readonly idle?: number | undefined
}

/** Reads a body as text, bounded in bytes and time. Throws `InvalidResponseError` where it is longer than the limit. */
export async function readBody(response: HttpResponse, deadline: Deadline, options: ReadBodyOptions): Promise<string> {
  const { limit = 40 * 1024 * 1024, cut = false, idle } = options
  const reader = response.body?.getReader()
  if (!reader) return ''
  const stop = () => void reader.cancel().catch(() => {})
  const off = deadline.onFail(stop)
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      deadline.wait('idle', idle)
      const { done, value } = await reader.read()
      if (deadline.failure) throw deadline.failure
      if (done) return decode(pieces)
      length += value.length
      pieces.push(value)
      if (length <= limit) continue
      stop()
      if (cut) return decode(pieces)
      const message = `The answer is longer than ${limit} bytes; reading stopped there. Raise \`maxResponseBytes\` if it is meant.`
      throw new InvalidResponseError(message, { code: 'response_too_large', status: response.status })
    }
  } catch (error) {
    throw deadline.failure ?? brokenConnection(error)
  } finally {
    off()
  }
}

function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  const [first, second] = pieces
  // At once where it can be: as a stream, a decoder takes eight times as long for plain text.
  if (first && !second) return decoder.decode(first)
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
}

/** The error for a body that stopped coming; an error that is ours already stays. */
export function brokenConnection(error: unknown): Error {
  if (error instanceof InvalidResponseError) return error
  return new ConnectionError(`The connection broke in the middle of the answer: ${reasonOf(error)}.`, { cause: error })
}
