import { checkOptions } from '../client/check-options.ts'
import type { HttpResponse } from '../client/http-response.ts'
import { callbackError } from '../errors/callback-error.ts'
import type { OutgoingRequest, Transport } from '../transport/transport.ts'

/** What is told of each attempt. All are awaited; what one throws ends the call, as the `cause` of a `CallbackError`. */
export interface AttemptHooks {
  /**
   * Before a request is sent. What it gives is sent in its place, as gateways want that sign requests; headers hold the
   * key. Default: the request goes as it is.
   */
  beforeRequest?: (request: OutgoingRequest) => OutgoingRequest | void | Promise<OutgoingRequest | void>
  /** When the head of a response is there, whatever its status. Its body is not to be read. Default: nothing. */
  afterResponse?: (response: HttpResponse, request: OutgoingRequest) => void | Promise<void>
  /** When no response came. Default: nothing. */
  afterError?: (error: unknown, request: OutgoingRequest) => void | Promise<void>
}

/**
 * Makes the client's `hooks`: sees each attempt of each call that goes over HTTP, also those of lists and of models.
 * Middleware sees a completion as one call, however many attempts it took.
 *
 * @example
 * const hooks = attemptHooks({ afterResponse: ({ status }, { url }) => console.log(status, url) })
 * const client = new Colloquy({ hooks })
 */
export function attemptHooks(hooks: AttemptHooks): (to: Transport) => Transport {
  checkOptions(hooks, { beforeRequest: 'f', afterResponse: 'f', afterError: 'f' })
  const { beforeRequest, afterResponse, afterError } = hooks
  return (transport) => async (given, ending) => {
    const request = (await own(() => beforeRequest?.(given))) ?? given
    let response: HttpResponse
    try {
      response = await transport(request, ending)
    } catch (error) {
      await own(() => afterError?.(error, request))
      throw error
    }
    await own(() => afterResponse?.(response, request))
    return response
  }
}

/** Calls a hook; what it throws is no failure of the network, after which another try would follow. */
async function own<T>(hook: () => T | Promise<T>): Promise<T> {
  try {
    return await hook()
  } catch (error) {
    throw callbackError(error)
  }
}
