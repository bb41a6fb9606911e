import type { HttpResponse } from '../client/http-response.ts'

/** A request as it goes over the wire. */
export interface OutgoingRequest {
  /** `GET`, `POST` or `DELETE`. */
  readonly method: string
  /** The whole address, with its query. */
  readonly url: string
  /** Names in lower case; names and values have been checked. */
  readonly headers: Readonly<Record<string, string>>
  /** The JSON to send. Default: no body. */
  readonly body?: string | undefined
}

/** Tells a transport that the call is over, and that what it still does is to be stopped. */
export interface Ending {
  /** For what wants a signal; made when it is first asked for. */
  readonly signal: AbortSignal
  /** Why the call had to end; undefined while it may go on. */
  readonly failure: unknown
  /** Calls back when the call has to end. */
  onFail(listener: () => void): void
}

/**
 * Sends a request once and gives the response when its head is there, whatever its status.
 * Rejects where no response came.
 */
export type Transport = (request: OutgoingRequest, ending: Ending) => Promise<HttpResponse>
