import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { jsonResponse } from '../answer/direct-response.ts'
import { answerNode } from './answer-node.ts'
import { NodeRequest } from './node-request.ts'
import type { ServerRequest } from './server-request.ts'

test('what nobody waits for is done when the answer has been written', async () => {
  const { asked, isWritten } = await serving(async () => jsonResponse({ said: true }))
  expect(await (await asked()).json()).toEqual({ said: true })
  expect(isWritten).toEqual([true])
})

test('it is done once, too, where there is no answer', async () => {
  const { asked, isWritten } = await serving(async () => {
    throw new Error('none')
  })
  await expect(asked()).rejects.toThrow()
  expect(isWritten).toEqual([false])
})

// Python's clients send head and body apart. Half a second after the answer the connection was cut, and with it the next.
test('a connection is kept when the body came after its head and was answered with its last byte', async () => {
  const server = createServer((incoming, outgoing) => {
    const reading = async ({ body }: ServerRequest): Promise<Response> => {
      const reader = body?.getReader()
      while ((await reader?.read())?.done === false);
      return jsonResponse({ read: true })
    }
    void answerNode(reading, [incoming, outgoing], { readTimeout: 10_000 })
  })
  onTestFinished(() => void server.close())
  const arriving: Promise<[IncomingMessage]> = once(server, 'request').then(([incoming]) => [incoming])
  const caller = connect(await portOf(server), '127.0.0.1')
  onTestFinished(() => void caller.destroy())
  caller.write('POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 2\r\n\r\n')
  const [incoming] = await arriving
  caller.write('{}')
  await once(incoming, 'close')
  expect(incoming.readableEnded).toBe(true)
  expect(incoming.socket.destroyed).toBe(false)
})

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return address === null || typeof address === 'string' ? expect.unreachable() : address.port
}

/** A server that notes at each request's `afterAnswer` whether the answer was written by then. */
async function serving(answer: () => Promise<Response>) {
  const isWritten: boolean[] = []
  const server = createServer((incoming, outgoing: ServerResponse) => {
    const noting = async (request: object): Promise<Response> => {
      if (request instanceof NodeRequest) request.afterAnswer(() => isWritten.push(outgoing.writableEnded))
      return answer()
    }
    void answerNode(noting, [incoming, outgoing], { readTimeout: 10_000 })
  })
  onTestFinished(() => void server.close())
  const port = await portOf(server)
  return { asked: () => fetch(`http://127.0.0.1:${port}/`), isWritten }
}
