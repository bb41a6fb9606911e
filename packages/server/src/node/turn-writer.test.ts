import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { TurnWriter } from './turn-writer.ts'

let server: Server
afterEach(() => server.close())

test('frames what comes in a turn as one chunk, whether text or bytes, and ends with the empty one', async () => {
  const answer = await bodyOf('HTTP/1.1', (writer) => {
    writer.write('wörd ')
    writer.write('')
    writer.write('two ')
    setImmediate(() => {
      writer.write(new Uint8Array([0x66, 0xc3, 0xbc, 0x72]))
      writer.end()
    })
  })
  expect(answer).toBe('a\r\nwörd two \r\n4\r\nfür\r\n0\r\n\r\n')
})

test('frames nothing for a reader of HTTP/1.0, who knows no chunks', async () => {
  const answer = await bodyOf('HTTP/1.0', (writer) => {
    writer.write('wörd ')
    writer.end()
  })
  expect(answer).toBe('wörd ')
})

test('an empty piece by itself is no end', async () => {
  const answer = await bodyOf('HTTP/1.1', (writer) => {
    writer.write('')
    setImmediate(() => {
      writer.write('then')
      writer.end()
    })
  })
  expect(answer).toBe('4\r\nthen\r\n0\r\n\r\n')
})

/** What stands behind the head of an answer, as it came. */
async function bodyOf(version: string, write: (writer: TurnWriter) => void): Promise<string> {
  server = createServer((_request, response: ServerResponse) => {
    response.writeHead(200, ['content-type', 'text/plain'])
    write(new TurnWriter(response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') return expect.unreachable()
  const socket = connect(address.port, '127.0.0.1')
  socket.end(`GET / ${version}\r\nhost: here\r\nconnection: close\r\n\r\n`)
  const pieces: Uint8Array[] = []
  for await (const piece of socket) pieces.push(piece)
  return Buffer.concat(pieces)
    .toString()
    .replace(/^.*?\r\n\r\n/s, '')
}
