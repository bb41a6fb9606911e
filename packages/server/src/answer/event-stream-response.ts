/**
 * Answers with server-sent events. Nothing is read ahead: the next event is asked for when the connection has room,
 * so a slow reader slows the backend down instead of filling memory. `leave` is called when the reader goes away.
 */
export function eventStreamResponse(events: AsyncGenerator<string, void>, leave: (reason: unknown) => void): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller): Promise<void> {
        const next = await events.next()
        if (next.done === true) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // nginx holds a proxied response back in its buffer unless the response itself forbids it.
      'x-accel-buffering': 'no',
    },
  })
}
