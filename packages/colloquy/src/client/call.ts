import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletionRequest } from '../protocol/index.ts'
import { Deadline } from './deadline.ts'
import type { Connection } from './connection.ts'
import type { RequestOptions } from './options.ts'
import { limitsOf, type TimeoutOptions } from './timeouts.ts'

/** What a server is asked. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the base address, with a leading slash. */
  readonly path: string
  /** Added to the query of the base address, in this order. */
  readonly query?: readonly (readonly [name: string, value: string])[]
  readonly body?: string
  /** What is waited for until the head of the response comes. Default: the connection. */
  readonly awaited?: keyof TimeoutOptions
}

/** Asks for a completion; the request has been checked. Throws `InvalidRequestError` for one that cannot be sent. */
export function completionCall(request: ChatCompletionRequest): Call {
  return { method: 'POST', path: completionsPath, body: toJson(request) }
}

/** Where completions are created, and those that are stored lie. */
export const completionsPath = '/chat/completions'

/** Callers without a type checker: what is no request is refused like any other wrong one, and so are its options. */
export function checkRequest(...given: readonly object[]): void {
  if (!given.every(isRecord)) throw new InvalidRequestError('The request must be JSON, options an object.')
}

/** Writes a body. Throws `InvalidRequestError` for what JSON cannot say. */
export function toJson(body: unknown): string {
  try {
    return JSON.stringify(body)
  } catch (cause) {
    throw new InvalidRequestError('The request must be JSON, without cycles or bigints.', { cause })
  }
}

/** Starts the clock of a call; a whole answer has a limit by default. */
export function startDeadline(
  { timeout, clock }: Connection,
  { timeout: own, signal }: RequestOptions,
  defaults: TimeoutOptions = { idle: 60_000, total: 600_000 },
): Deadline {
  return new Deadline(limitsOf(own, timeout, defaults), signal, clock)
}
