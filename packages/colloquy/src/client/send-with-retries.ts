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
  const { body, streams } = call
  const { idempotencyKey = newIdempotencyKey(), maxRetries = connection.maxRetries ?? 2 } = options
  const headers = {
    ...(body && { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }),
    ...(streams && { accept: 'text/event-stream' }),
    ...options.headers,
  }
  const untilHead = streams && deadline.limits.connect === undefined ? 'firstToken' : 'connect'
  for (let retries = 0; ; retries++) {
    deadline.wait(untilHead)
    try {
      const sent = await sendRequest(connection, call, headers, deadline)
      if (streams && untilHead === 'connect') deadline.wait('firstToken')
      return sent
    } catch (error) {
      const delay = retries < maxRetries ? retryDelay(error, { retries, chance: deadline.clock.random() }) : undefined
      if (delay === undefined || delay >= deadline.left) throw error
      await deadline.sleep(delay)
    }
  }
}
