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

test('what is written while another answer of the connection goes on stands behind that', async () => {
  const writers: TurnWriter[] = []
  const answers = await received(
    'GET /1 HTTP/1.1\r\nhost: here\r\n\r\nGET /2 HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n',
    (writer) => {
      writer.write('a')
      writer.flush()
      const [first] = writers
      writers.push(writer)
      if (first === undefined) return
      writer.write('c')
      writer.end()
      first.write('b')
      first.end()
    },
  )
  expect(answers.replaceAll(/HTTP.*?\r\n\r\n/gs, '|')).toBe(
    '|1\r\na\r\n1\r\nb\r\n0\r\n\r\n|1\r\na\r\n1\r\nc\r\n0\r\n\r\n',
  )
})

test('waits where the connection has no room, until it has', async () => {
  const piece = 'x'.repeat(1_000_000)
  let drained = 0
  const answer = await bodyOf('HTTP/1.0', async (writer) => {
    for (let count = 0; count < 8; count++) {
      if (writer.write(piece)) continue
      await writer.drained(10_000)
      drained++
    }
    writer.end()
  })
  expect(answer).toHaveLength(8 * piece.length)
  expect(drained).toBeGreaterThan(0)
})

/** What stands behind the head of an answer, as it came. */
async function bodyOf(version: string, write: (writer: TurnWriter) => unknown): Promise<string> {
  const answer = await received(`GET / ${version}\r\nhost: here\r\nconnection: close\r\n\r\n`, write)
  return answer.replace(/^.*?\r\n\r\n/s, '')
}

/** All that came over a connection for what was sent. */
async function received(sent: string, write: (writer: TurnWriter) => unknown): Promise<string> {
  server = createServer((_request, response: ServerResponse) => {
    response.writeHead(200, ['content-type', 'text/plain'])
    write(new TurnWriter(response))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') return expect.unreachable()
  const socket = connect(address.port, '127.0.0.1')
  socket.write(sent)
  const pieces: Uint8Array[] = []
  for await (const piece of socket) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
