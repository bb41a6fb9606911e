import { isColloquyError, type ColloquyError } from '../errors/colloquy-error.ts'
import { bodyLimit, errorFromResponse } from '../errors/error-from-response.ts'
import { limitsOf, type Call } from './call.ts'
import type { Deadline } from './deadline.ts'
import type { HttpHeaders } from './http-response.ts'
import type { Connection, RequestOptions } from './options.ts'
import { readBody } from './read-body.ts'
import { retryDelay } from './retry-delay.ts'
import { sendRequest, type WireResponse } from './send-request.ts'

/** Sends a call until it is accepted, or trying again makes no sense. Throws the last error. */
export async function sendWithRetries(
  connection: Connection,
  { method, path, body, streams }: Call,
  options: RequestOptions,
  deadline: Deadline,
): Promise<WireResponse> {
  const { connect, firstToken, idle } = limitsOf(connection, options)
  const headers = {
    ...(body && { 'content-type': 'application/json' }),
    ...(method === 'POST' && { 'idempotency-key': options.idempotencyKey ?? newKey() }),
    ...(streams && { accept: 'text/event-stream' }),
    ...options.headers,
  }
  const { maxRetries = connection.maxRetries } = options
  for (let retries = 0; ; retries++) {
    if (streams && connect === undefined) deadline.wait('first-token', firstToken)
    else deadline.wait('connect', connect)
    let answered: HttpHeaders | undefined
    let error: ColloquyError
    try {
      if (deadline.failure) throw deadline.failure
      const sent = await sendRequest(connection, { method, path, headers, body }, deadline)
      const { response, secrets } = sent
      if (response.ok) {
        if (streams && connect !== undefined) deadline.wait('first-token', firstToken)
        return sent
      }
      answered = response.headers
      const text = await readBody(response, deadline, { limit: bodyLimit, cut: true, idle })
      error = errorFromResponse(response.status, answered, text, { secrets })
    } catch (thrown) {
      if (!isColloquyError(thrown) || thrown === deadline.failure) throw thrown
      error = thrown
    }
    const delay =
      retries < maxRetries
        ? retryDelay(error, { retries, headers: answered, chance: connection.clock.random() })
        : undefined
    if (delay === undefined || delay >= deadline.left) throw error
    await deadline.sleep(delay)
  }
}

/** Web pages and their workers get none: servers list the headers that pages may send, and few list this one. */
function newKey(): string | undefined {
  return 'location' in globalThis ? undefined : crypto.randomUUID()
}
