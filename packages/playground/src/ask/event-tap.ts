import type { HttpFetch } from 'colloquy'
import { EventDecoder } from 'colloquy/stream'

/** One server-sent event, as it came. */
export interface TimelineEvent {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly at: number
  readonly data: string
}

/** A fetch that tells each event of an event stream as its bytes pass by. What is read stays as it is. */
export function tapEvents(onEvent: (event: TimelineEvent) => void): HttpFetch {
  return async (url, init) => {
    const response = await fetch(url, init)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (response.body === null || !isStream) return response
    const decoder = new EventDecoder()
    const tell = (events: readonly { data: string }[]): void => {
      for (const { data } of events) onEvent({ at: performance.now(), data })
    }
    const tap = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        tell(decoder.push(bytes))
        controller.enqueue(bytes)
      },
      flush() {
        tell(decoder.end())
      },
    })
    return new Response(response.body.pipeThrough(tap), response)
  }
}
