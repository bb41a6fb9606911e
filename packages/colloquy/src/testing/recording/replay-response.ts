import type { RecordedResponse } from './recording.ts'

/** Plays an answer as it was read: whole, broken, or open as long as the caller waits. */
export function replayResponse(recorded: RecordedResponse, signal?: AbortSignal | null): Response {
  const { status, headers, json, texts, end } = recorded
  if (!texts) return Response.json(json, { status, headers })
  const encoder = new TextEncoder()
  const rest = [...texts]
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const text = rest.shift()
        if (text !== undefined) return controller.enqueue(encoder.encode(text))
        if (end === 'broken') throw new TypeError('terminated', { cause: new Error('other side closed') })
        // The recorded reader left here, so nothing more is known. A reader that goes on this time waits until it gives
        // up.
        if (end === 'left') await aborted(signal)
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  // A status such as 204 takes no body, not even an empty one.
  return new Response(rest.join('') === '' && end === undefined ? null : body, { status, headers })
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
