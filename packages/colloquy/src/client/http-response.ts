/** A response, as far as the client reads one. `Response` is one. */
export interface HttpResponse {
  readonly status: number
  readonly ok: boolean
  readonly type: string
  readonly headers: HttpHeaders
  readonly body: HttpBody | null
}

/** Headers, as far as the client reads them. `Headers` is one. */
export interface HttpHeaders extends Iterable<[string, string]> {
  get(name: string): string | null
}

/** A body, as far as the client reads one. `ReadableStream` is one. */
export interface HttpBody {
  getReader(): ByteReader
  cancel(reason?: unknown): Promise<void>
}

/** Reads the bytes of a body. `ReadableStreamDefaultReader` is one. */
export interface ByteReader {
  read(): Promise<ByteRead>
  cancel(reason?: unknown): Promise<void>
}

/** What one read gives. */
export type ByteRead = { done: false; value: Uint8Array } | { done: true; value?: Uint8Array | undefined }

/** What is sent: the part of `RequestInit` the client uses. */
export interface HttpInit {
  method: string
  headers: Readonly<Record<string, string>>
  redirect: 'manual'
  signal: AbortSignal
  body: string | null
}

/** Sends a request. The global `fetch` is one. */
export type HttpFetch = (url: string, init: HttpInit) => Promise<HttpResponse>

/** Gives the `Response` behind what another transport gave; makes one where there is none. */
export function toResponse(given: HttpResponse): Response {
  if (given instanceof Response) return given
  const { body, status, headers } = given
  let reader: ByteReader | undefined
  const stream =
    body &&
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await (reader ??= body.getReader()).read()
        if (value) controller.enqueue(value)
        if (done) controller.close()
      },
      cancel: (reason) => (reader ?? body).cancel(reason),
    })
  return new Response(stream, { status, headers: new Headers([...headers]) })
}
