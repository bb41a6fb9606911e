import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { InvalidRequestError } from '../../errors/colloquy-error.ts'
import type { Ending, OutgoingRequest, Transport } from '../transport.ts'
import { IncomingResponse } from './incoming-response.ts'
import { routeTo, type Route } from './route.ts'

/**
 * Sends over `node:http` and `node:https`: a quarter of what `fetch` costs for a small request, a fifth of its memory
 * for an open stream (docs/sdk-performance.md). Connections are kept for further requests; a kept one keeps no process
 * alive. The proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name are used.
 */
export const transport: Transport = (request, ending) =>
  new Promise((resolve, reject) => {
    const { client, options, headers: forRoute } = routeTo(request.url)
    const headers = headersOf(request, forRoute)
    const running = stopWith(ending)
    const send = (): void => {
      const sent = client.request({ ...options, method: request.method, headers })
      running.sent = sent
      if (ending.failure) sent.destroy()
      const onError = (error: Error): void => {
        running.sent = undefined
        // A kept connection that the server closed while the request was on its way; a new one cannot fail like this.
        const isStale = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
        if (isStale && !ending.failure) send()
        else reject(error)
      }
      sent.on('error', onError)
      // Nobody asked for another protocol. Unheard, the connection would be closed, and the call wait for its limits.
      const onUpgrade = (_message: IncomingMessage, socket: Duplex): void => {
        socket.destroy()
        onError(new Error('the server switched to another protocol'))
      }
      sent.once('upgrade', onUpgrade)
      sent.once('response', (message) => {
        // From here on the reader of the body is told; and nothing of the request is held for as long as that goes on.
        sent.on('error', ignore)
        sent.off('error', onError)
        sent.off('upgrade', onUpgrade)
        // The agent keeps the list for as long as the connection lives, and the key with it.
        headers.length = 0
        resolve(new IncomingResponse(message))
      })
      // Joined with the body, the head stays in the thirty pieces it was made of, a kilobyte for as long as a stream is
      // open. A small request, which is over at once, would cost a tenth more.
      if (streams(request)) sent.flushHeaders()
      sent.end(request.body)
    }
    send()
  })

const ignore = (): void => {}

/** Stops what is sent when the call has to end, and behind the response too: its body is the call's. */
function stopWith(ending: Ending): { sent?: ClientRequest | undefined } {
  const running: { sent?: ClientRequest | undefined } = {}
  ending.onFail(() => running.sent?.destroy())
  return running
}

// What frames a message is the transport's to say: a wrong one would let a proxy see other requests than were sent.
const framing = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

// Some gateways refuse requests that do not say who asks.
const always = { accept: '*/*', 'user-agent': 'colloquy' }

// A stream is not asked for in compressed form: compression holds text back until a block is full. Nor is deflate:
// servers disagree on its form (RFC 9110, 8.4.1.2).
const whole = { 'accept-encoding': 'gzip, br' }

/**
 * The headers of a request as names and values in turn: Node sends such a list as it is, where it would keep a table of
 * others. The host goes first (RFC 9110, 7.2); what the caller says goes before what the route and the client do.
 */
function headersOf(request: OutgoingRequest, ofRoute: Route['headers']): string[] {
  const { method, headers, body } = request
  const list: string[] = []
  const add = (more: Readonly<Record<string, string>>): void => {
    for (const name in more) if (headers[name] === undefined) list.push(name, more[name] ?? '')
  }
  add(ofRoute)
  for (const name in headers) {
    if (framing.has(name)) {
      throw new InvalidRequestError(`The header \`${name}\` is not yours to set: it follows from the body.`, {
        param: 'headers',
      })
    }
    list.push(name, headers[name] ?? '')
  }
  add(always)
  if (!streams(request)) add(whole)
  // Always told: what a method without a body leaves open, a proxy may read as the next request.
  if (body !== undefined || method === 'POST') list.push('content-length', `${Buffer.byteLength(body ?? '')}`)
  return list
}

function streams({ headers }: OutgoingRequest): boolean {
  return headers['accept'] === 'text/event-stream'
}
