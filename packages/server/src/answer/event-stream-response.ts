import type { Arrivals } from './arrivals.ts'
import { directResponse } from './direct-response.ts'

/** Answers with server-sent events. `leave` is called when the reader goes away. */
export function eventStreamResponse(events: Arrivals<string>, leave: (reason: unknown) => void): Response {
  return directResponse(
    { pieces: events, leave },
    {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // nginx holds a proxied response back in its buffer unless the response itself forbids it.
        'x-accel-buffering': 'no',
      },
    },
  )
}
