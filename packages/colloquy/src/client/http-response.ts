/** A response, as far as the client reads one. `Response` is one. */
export interface HttpResponse {
  /** The HTTP status, as a number. */
  readonly status: number
  /** Whether the status is from 200 to 299. */
  readonly ok: boolean
  /** `opaqueredirect` where a page may not know where a redirect leads. */
  readonly type: string
  /** What came before the body. */
  readonly headers: HttpHeaders
  /** The body, decompressed; null where there is none. */
  readonly body: HttpBody | null
}

/** Headers, as far as the client reads them. `Headers` is one. */
export interface HttpHeaders extends Iterable<[string, string]> {
  /** The value of a header, its name in any case; null where there is none. */
  get(name: string): string | null
}

/** A body, as far as the client reads one. `ReadableStream` is one. */
export interface HttpBody {
  /** Begins to read; to be called once. */
  getReader(): ByteReader
  /** Stops: what has not come yet is not wanted. */
  cancel(reason?: unknown): Promise<void>
}

/** Reads the bytes of a body. `ReadableStreamDefaultReader` is one. */
export interface ByteReader {
  /** Waits for the next bytes, or the end. */
  read(): Promise<ByteRead>
  /** Stops: what has not come yet is not wanted. */
  cancel(reason?: unknown): Promise<void>
}

/** What one read gives. */
export type ByteRead = { done: false; value: Uint8Array } | { done: true; value?: Uint8Array | undefined }

/** What is sent: the part of `RequestInit` the client uses. */
export interface HttpInit {
  /** `GET`, `POST` or `DELETE`. */
  method: string
  /** Names in lower case; the key is in them. */
  headers: Readonly<Record<string, string>>
  /** Redirects are the client's to follow, within the same origin; with `error`, Node sends again what meets one. */
  redirect: 'manual' | 'error'
  /** Given under Node, so that `fetch` keeps no copy of the request. */
  window?: null
  /** Aborted when the call has to end. */
  signal: AbortSignal
  /** The JSON to send; null where there is none. */
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
