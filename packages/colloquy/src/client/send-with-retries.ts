import { isColloquyError, type ColloquyError } from '../errors/colloquy-error.ts'
import { bodyLimit, errorFromResponse } from '../errors/error-from-response.ts'
import type { Deadline } from './deadline.ts'
import type { Connection } from './options.ts'
import { readBody } from './read-body.ts'
import { retryDelay } from './retry-delay.ts'
import { sendRequest, type WireRequest, type WireResponse } from './send-request.ts'

/** How {@link sendWithRetries} goes about it. */
export interface SendOptions {
  readonly maxRetries: number
  readonly deadline: Deadline
  /** Most milliseconds between two reads of an error's body. */
  readonly idle: number
  /** Called before each attempt, to start its limit. */
  readonly startLimit: () => void
}

/** Sends a request until it is accepted, or trying again makes no sense. Throws the last error. */
export async function sendWithRetries(
  connection: Connection,
  request: WireRequest,
  { maxRetries, deadline, idle, startLimit }: SendOptions,
): Promise<WireResponse> {
  for (let retries = 0; ; retries++) {
    startLimit()
    let headers: Headers | undefined
    let error: ColloquyError
    try {
      if (deadline.failure) throw deadline.failure
      const sent = await sendRequest(connection, request, deadline)
      const { response, secrets } = sent
      if (response.ok) return sent
      headers = response.headers
      const text = await readBody(response, deadline, { limit: bodyLimit, cut: true, idle })
      error = errorFromResponse(response.status, headers, text, { secrets })
    } catch (thrown) {
      if (!isColloquyError(thrown) || thrown === deadline.failure) throw thrown
      error = thrown
    }
    const delay =
      retries < maxRetries ? retryDelay(error, { retries, headers, chance: connection.clock.random() }) : undefined
    if (delay === undefined || delay >= deadline.left) throw error
    await deadline.sleep(delay)
  }
}
