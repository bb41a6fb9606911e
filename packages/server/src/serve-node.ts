import { ConnectionError } from 'colloquy'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import type { Handler } from './app.ts'
import { answerMalformedRequests } from './http-errors.ts'
import { answerNode } from './node/answer-node.ts'
import { directAnswerOf } from './node/direct-answer.ts'
import { ConnectionTracker } from './connection-tracker.ts'

/** Where to listen. */
export interface ServeOptions {
  /** Address to listen on. Default: `127.0.0.1`, which only this machine can reach. */
  host?: string
  /** Port to listen on; 0 picks a free one. Default: 8080. */
  port?: number
  /** Milliseconds in which a request's headers must arrive, otherwise 408. Default 20,000. */
  headersTimeout?: number
  /** Milliseconds in which the whole request must arrive, otherwise 408. Default 120,000: 10 MB at 85 KB a second. */
  requestTimeout?: number
  /** Milliseconds after which a caller who reads nothing of a waiting answer is disconnected. Default 60,000. */
  readTimeout?: number
  /** Certificate chain and private key, in PEM. Default: no TLS. */
  tls?: { readonly cert: string; readonly key: string }
}

/** A listening server. */
export interface RunningServer {
  /** Its address, such as `http://127.0.0.1:8080`; a client's `baseURL` adds `/v1`. */
  readonly url: string
  /** Takes no more connections, lets running answers finish, and resolves after the last one. */
  close(): Promise<void>
  /** Closes every connection at once. Call `close` first to let running answers finish. */
  cut(): void
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Gives a handler a socket in Node: one of {@link createHandler}, or any `fetch` that wraps it. Throws `ConnectionError` where it cannot listen, because the port is taken or not
 * allowed.
 *
 * @example
 * await using server = await serveNode(createHandler(backend), { port: 8080 })
 */
export async function serveNode(handler: Handler, options: ServeOptions = {}): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 8080, readTimeout = 60_000, tls } = options
  // Loaded when called for: the handler alone runs where there is no node:http.
  const [{ createServer }, { createServer: createTlsServer }] = await Promise.all([
    import('node:http'),
    import('node:https'),
  ])
  const answer = directAnswerOf(handler)
  const listener: RequestListener = (incoming, outgoing) =>
    void answerNode(answer, [incoming, outgoing], { readTimeout })
  const server =
    tls === undefined
      ? createServer(deadlines(options), listener)
      : createTlsServer({ ...deadlines(options), ...tls }, listener)
  // Else Node would ask for every body before anybody has looked at the head.
  server.on('checkContinue', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  answerMalformedRequests(server)
  const connections = new ConnectionTracker(server)
  await listen(server, host, port)
  const url = urlOf(server, tls === undefined ? 'http' : 'https')
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= closed(server)
    connections.endIdle()
    return closing
  }
  return { url, close, cut: () => connections.endAll(), [Symbol.asyncDispose]: close }
}

/** Node would allow a minute for the headers and five for the body; slow senders cost less if they are cut off sooner. */
function deadlines({ headersTimeout = 20_000, requestTimeout = 120_000 }: ServeOptions): ServerOptions {
  return { headersTimeout, requestTimeout, connectionsCheckingInterval: Math.min(5_000, headersTimeout) }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const hint = cause.code === 'EADDRINUSE' ? ' Another program listens there; choose another port.' : ''
      reject(new ConnectionError(`Could not listen on ${host}:${port}: ${cause.code ?? 'failed'}.${hint}`, { cause }))
    })
    server.listen(port, host, resolve)
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)))
  })
}

function urlOf(server: Server, scheme: string): string {
  const address = server.address()
  // A listening TCP server has an address object; a string is a pipe's, null a closed server's.
  if (address === null || typeof address === 'string') return `${scheme}://localhost`
  const { address: host, family, port } = address
  return `${scheme}://${family === 'IPv6' ? `[${host}]` : host}:${port}`
}
