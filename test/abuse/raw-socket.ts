import { connect, type Socket } from 'node:net'

/** Sends bytes as they are and gives all that comes back until the server ends the connection. */
export function sendRaw(url: string, bytes: string | Uint8Array): Promise<string> {
  const socket = openSocket(url)
  let answer = ''
  return new Promise((resolve, reject) => {
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (answer += text))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    // Nothing is ended from here: a server that waits for more must say so itself.
    socket.write(bytes)
  })
}

/** A connection on which a test says what it likes. */
export function openSocket(url: string): Socket {
  const { hostname, port } = new URL(url)
  return connect(Number(port), hostname)
}

/** The status of an answer as text; 0 where there is none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)
}
