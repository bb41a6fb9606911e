import { newIdempotencyKey } from '#platform'
import type { Call } from './call.ts'
import type { Deadline } from './deadline.ts'
import type { Connection } from './connection.ts'
import type { RequestOptions } from './options.ts'
import { retryDelay } from './retry-delay.ts'
import { sendRequest, type WireResponse } from './send-request.ts'

/** Sends a call until it is accepted, or trying again makes no sense. Throws the last error. */
export async function sendWithRetries(
  connection: Connection,
  call: Call,
  options: RequestOptions,
  deadline: Deadline,
): Promise<WireResponse> {
  const { idempotencyKey = newIdempotencyKey(), maxRetries = connection.maxRetries ?? 2 } = options
  const headers = {
    ...(call.body && { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }),
    ...options.headers,
  }
  for (let retries = 0; ; retries++) {
    deadline.wait(call.awaited ?? 'connect')
    try {
      return await deadline.race(() => sendRequest(connection, call, headers, deadline))
    } catch (error) {
      const delay = retries < maxRetries ? retryDelay(error, retries, deadline.clock.random()) : Infinity
      if (delay >= deadline.left) throw error
      await deadline.sleep(delay)
    }
  }
}
