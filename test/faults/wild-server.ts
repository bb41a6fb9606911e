import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as its bytes were. */
export interface WildRequest {
  readonly head: string
  readonly body: string
}

/** Answers one request on its connection, with whatever bytes it likes. */
export type WildAnswer = (socket: Socket, request: WildRequest) => void

/** A server that is none: it speaks raw bytes, and notes what it was asked. */
export interface WildServer {
  readonly baseURL: string
  readonly requests: readonly WildRequest[]
  /** Connections that are open now and were asked something: the standard fetch opens others in advance. */
  readonly open: ReadonlySet<Socket>
}

/**
 * Listens on loopback and answers the first request with the first answer, and so on; the last answers all that follow.
 * Answers are functions of a socket, so that they may break every rule an HTTP server would keep for them.
 */
export async function startWildServer(...answers: readonly WildAnswer[]): Promise<WildServer> {
  const requests: WildRequest[] = []
  const open = new Set<Socket>()
  const all = new Set<Socket>()
  const server = createServer((socket) => {
    all.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => {
      all.delete(socket)
      open.delete(socket)
    })
    let came = ''
    // One character a byte: bodies are counted in bytes.
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      came += text
      for (let request = cutRequest(came); request; request = cutRequest(came)) {
        came = came.slice(request.head.length + 4 + request.body.length)
        const answer = answers[Math.min(requests.length, answers.length - 1)]
        requests.push(request)
        open.add(socket)
        answer?.(socket, request)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of all) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { baseURL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`, requests, open }
}

function cutRequest(came: string): WildRequest | undefined {
  const [head = '', ...rest] = came.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  return rest.length > 0 && body.length >= length ? { head, body: body.slice(0, length) } : undefined
}

/** What happens to the connection behind the last byte. */
export type Ending = 'end' | 'reset' | 'stay'

/** Sends pieces, each in a write of its own, and then ends the connection, resets it, or leaves it open. */
export function bytes(pieces: string | Buffer | readonly (string | Buffer)[], ending: Ending = 'end'): WildAnswer {
  return (socket) => {
    const rest = Array.isArray(pieces) ? [...pieces] : [pieces]
    const next = (): void => {
      const piece = rest.shift()
      if (piece !== undefined) socket.write(piece, () => setImmediate(next))
      else if (ending === 'end') socket.end()
      else if (ending === 'reset') socket.resetAndDestroy()
    }
    next()
  }
}

/** Sends the same piece again and again, as fast as it is taken, behind a beginning. */
export function endless(beginning: string | Buffer, piece: string | Buffer): WildAnswer {
  return (socket) => {
    const write = (): void => {
      while (!socket.destroyed && socket.write(piece));
      socket.once('drain', write)
    }
    socket.write(beginning)
    write()
  }
}
