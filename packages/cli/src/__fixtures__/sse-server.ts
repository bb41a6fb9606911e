/** An endpoint on the loopback address that streams what the test says. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { ChatCompletionChunk } from 'colloquy/protocol'

export interface SseServer {
  readonly baseURL: string
  /** Bodies of the requests, in order. */
  readonly requests: unknown[]
  /** Resolves when the caller has gone before the answer was complete. */
  readonly abandoned: Promise<void>
}

/**
 * Serves while `use` runs; has no list of models. `answer` answers each request, and may return before the stream ends to leave it open.
 */
export async function withSseServer(
  answer: (reply: Sender) => void | Promise<void>,
  use: (server: SseServer) => Promise<void>,
): Promise<void> {
  const requests: unknown[] = []
  let abandon = (): void => {}
  const abandoned = new Promise<void>((resolve) => {
    abandon = resolve
  })
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded) abandon()
    })
    if (request.method === 'GET') {
      response.writeHead(404).end()
      return
    }
    void text(request).then(async (body) => {
      requests.push(JSON.parse(body))
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      await answer(new Sender(response))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo
  try {
    await use({ baseURL: `http://127.0.0.1:${port}/v1`, requests, abandoned })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

export class Sender {
  readonly #response: ServerResponse

  constructor(response: ServerResponse) {
    this.#response = response
  }

  get gone(): boolean {
    return this.#response.destroyed
  }

  async send(chunk: ChatCompletionChunk): Promise<void> {
    const more = this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    if (more || this.gone) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#response.off('drain', done).off('close', done)
        resolve()
      }
      this.#response.on('drain', done).on('close', done)
    })
  }

  end(): void {
    this.#response.end('data: [DONE]\n\n')
  }
}
