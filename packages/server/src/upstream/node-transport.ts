import type { ByteRead, ByteReader, HttpFetch, HttpResponse } from 'colloquy'
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http'

/**
 * Sends requests by `node:http`, with connections kept for the next request; undefined where the runtime has none. It
 * costs a third of the CPU of the global `fetch` (bench/gateway-overhead.mjs), which carries each piece of a body
 * through a web stream.
 */
export function nodeTransport(): HttpFetch | undefined {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return undefined
  const http = process.getBuiltinModule('node:http')
  const https = process.getBuiltinModule('node:https')
  // Idle connections are closed before most servers would do it, so that few requests meet one just being closed.
  const options = {
    keepAlive: true,
    maxSockets: Infinity,
    maxFreeSockets: 1_024,
    timeout: 0,
    scheduling: 'lifo',
  } as const
  const agents: Record<string, Agent> = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) }
  return (url, init) => {
    const target = new URL(url)
    const { request } = target.protocol === 'https:' ? https : http
    const agent = agents[target.protocol]
    const headers = { ...init.headers, 'accept-encoding': 'identity' }
    const { method, signal, body } = init
    return send((onResponse) => {
      const outgoing = request(target, { method, headers, signal, ...(agent && { agent }) } satisfies RequestOptions)
      outgoing.once('response', onResponse)
      // With its length known at once, the request is one write and needs no chunked encoding.
      outgoing.end(body)
      return outgoing
    })
  }
}

/** A kept connection may be closed by the other side just as it is used. Nothing was read of the request then. */
async function send(start: (onResponse: (incoming: IncomingMessage) => void) => ClientRequest): Promise<HttpResponse> {
  for (let again = false; ; again = true) {
    let outgoing: ClientRequest | undefined
    try {
      return await new Promise<HttpResponse>((resolve, reject) => {
        outgoing = start((incoming) => resolve(new NodeResponse(incoming)))
        outgoing.once('error', reject)
      })
    } catch (error) {
      const stale =
        outgoing?.reusedSocket === true && error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
      if (again || !stale) throw error
    }
  }
}

/** An answer as the client reads one. */
class NodeResponse implements HttpResponse {
  readonly status: number
  readonly ok: boolean
  readonly type = 'default'
  readonly headers: HttpResponse['headers']
  readonly body: HttpResponse['body']

  constructor(incoming: IncomingMessage) {
    const { statusCode = 0, headers } = incoming
    this.status = statusCode
    this.ok = statusCode >= 200 && statusCode < 300
    const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, [value].flat().join(', ')])
    this.headers = {
      get: (name) =>
        headers[name.toLowerCase()] === undefined ? null : [headers[name.toLowerCase()]].flat().join(', '),
      [Symbol.iterator]: () => entries[Symbol.iterator](),
    }
    const reader = new IncomingReader(incoming)
    this.body = { getReader: () => reader, cancel: () => reader.cancel() }
  }
}

/** Reads a body: all that came since the last read at once. Nothing is taken from the socket that nobody asks for. */
class IncomingReader implements ByteReader {
  readonly #incoming: IncomingMessage
  #waiting: { resolve: (read: ByteRead) => void; reject: (error: unknown) => void } | undefined
  #failure: Error | undefined

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming
    const settle = (): void => this.#settle()
    incoming.on('readable', settle).on('end', settle).on('close', settle)
    incoming.on('error', (error) => {
      this.#failure ??= error
      this.#settle()
    })
    const { 'content-encoding': encoding = 'identity' } = incoming.headers
    if (encoding !== 'identity') incoming.destroy(new Error(`The answer is compressed (${encoding}), unasked`))
  }

  read(): Promise<ByteRead> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#settle()
    })
  }

  async cancel(): Promise<void> {
    this.#incoming.destroy()
  }

  #settle(): void {
    const waiting = this.#waiting
    if (waiting === undefined) return
    const incoming = this.#incoming
    const value: Uint8Array | null = incoming.read()
    if (value === null && !incoming.readableEnded && !incoming.closed && this.#failure === undefined) return
    this.#waiting = undefined
    if (value !== null) waiting.resolve({ done: false, value })
    else if (incoming.readableEnded) waiting.resolve({ done: true })
    else waiting.reject(this.#failure ?? new Error('the other side closed the connection'))
  }
}
