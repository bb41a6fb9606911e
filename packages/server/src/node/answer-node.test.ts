import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { jsonResponse } from '../answer/direct-response.ts'
import { answerNode } from './answer-node.ts'
import { NodeRequest } from './node-request.ts'

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
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') return expect.unreachable()
  return { asked: () => fetch(`http://127.0.0.1:${address.port}/`), isWritten }
}
