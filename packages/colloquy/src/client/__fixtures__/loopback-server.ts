import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server on loopback whose sockets behave as a test needs; it is closed when the test ends. */
export interface LoopbackServer {
  readonly baseURL: string
  readonly requests: SeenRequest[]
  /** Resolves when the client has closed the connection of an answer that was not finished. */
  readonly closed: Promise<void>
}

/** Starts a server that answers each request by `answer`. */
export async function startServer(
  answer: (response: ServerResponse, request: SeenRequest) => void,
): Promise<LoopbackServer> {
  const requests: SeenRequest[] = []
  let tellClosed = (): void => {}
  const closed = new Promise<void>((resolve) => {
    tellClosed = resolve
  })
  const server = createServer((incoming, response) => {
    let body = ''
    response.on('close', () => response.writableFinished || tellClosed())
    incoming.setEncoding('utf8')
    incoming.on('data', (text: string) => {
      body += text
    })
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body }
      requests.push(request)
      answer(response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { baseURL: `http://127.0.0.1:${port}/v1`, requests, closed }
}

/** An address where nobody listens. */
export async function unusedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`
}
