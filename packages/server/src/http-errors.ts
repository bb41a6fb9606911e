import { InvalidRequestError } from 'colloquy'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorBody } from './answer/error-response.ts'
import { newId } from './new-id.ts'

/**
 * What Node does not hand on as a request, as the answers everything else gets: OpenAI's body, a name, and then the end.
 *
 * @param linger Milliseconds in which a caller may read its answer; then the connection is cut. Default 2,000.
 */
export function answerMalformedRequests(server: Server, { linger = 2_000 }: { linger?: number } = {}): void {
  const end = (socket: Duplex, answer: Answer): void => {
    socket.on('error', () => undefined).end(textOf(answer))
    // If the connection were cut at once, bytes still on their way would make the caller's system discard the answer
    // unread. If it were never cut, a caller that does not close would keep a descriptor for ever.
    const timer = setTimeout(() => socket.destroy(), linger)
    socket.once('close', () => clearTimeout(timer))
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Half an answer may be on its way already, or nobody is there to read one.
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
    else end(socket, answers[error.code ?? ''] ?? malformed)
  })
  server.on('connect', (_request, socket) => end(socket, tunnel))
  server.on('checkExpectation', ({ socket }) => end(socket, unmet))
}

function textOf([status, phrase, message]: Answer): string {
  const body = JSON.stringify(errorBody(new InvalidRequestError(message, { code: 'malformed_request', status })))
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${newId('req_')}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

type Answer = readonly [status: number, phrase: string, message: string]

const malformed: Answer = [400, 'Bad Request', 'The request is not valid HTTP/1.1.']

const tunnel: Answer = [400, 'Bad Request', 'This server is not a proxy: it opens no tunnels.']

const unmet: Answer = [417, 'Expectation Failed', 'Of expectations this server meets `100-continue` alone.']

const answers: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The headers are larger than 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request did not arrive in time.'],
}
