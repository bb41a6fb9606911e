import type { ServerRequest } from './server-request.ts'

/** A web request that says the same, for handlers that are not this package's. */
export function webRequest({ method, url, headers, signal, body }: ServerRequest): Request {
  const init = { method, headers: [...headers], signal }
  if (method === 'GET' || method === 'HEAD' || body === null) return new Request(url, init)
  const reader = body.getReader()
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller): Promise<void> {
        const { done, value } = await reader.read()
        if (value !== undefined) controller.enqueue(value)
        if (done) controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  // Node insists on `duplex`.
  const streamed = { ...init, body: stream, duplex: 'half' as const }
  return new Request(url, streamed)
}
