import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { answerMalformedRequests } from './http-errors.ts'

test('a caller who has its refusal and never closes is cut', async () => {
  const server = createServer()
  answerMalformedRequests(server, { linger: 1 })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (typeof address !== 'object' || address === null) return expect.unreachable('a TCP server has an address')
  const caller = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true })
  const [accepted] = await once(server, 'connection')
  const cut = once(accepted, 'close')
  caller.write('nonsense\r\n\r\n')
  let text = ''
  caller.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  await once(caller, 'end')
  expect(text).toMatch(/^HTTP\/1\.1 400 /)
  await cut
  caller.destroy()
})
