import { checkOptions } from '../client/check-options.ts'
import type { HttpResponse } from '../client/http-response.ts'
import { callbackError } from '../errors/callback-error.ts'
import type { OutgoingRequest, Transport } from '../transport/transport.ts'

/** Functions called for each attempt. Each is awaited; if one throws, the call ends with a `CallbackError` whose `cause` it is. */
export interface AttemptHooks {
  /**
   * Called before a request is sent. If it returns a request, that one is sent instead, for example with a signature. The
   * headers hold the key. Default: the request is sent as it is.
   */
  beforeRequest?: (request: OutgoingRequest) => OutgoingRequest | void | Promise<OutgoingRequest | void>
  /** Called when the headers of a response have arrived, whatever its status. Must not read the body. Default: nothing. */
  afterResponse?: (response: HttpResponse, request: OutgoingRequest) => void | Promise<void>
  /** Called when no response came. Default: nothing. */
  afterError?: (error: unknown, request: OutgoingRequest) => void | Promise<void>
}

/**
 * Makes the client's `hooks` option: functions that see each attempt of each HTTP call, including lists and models.
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
