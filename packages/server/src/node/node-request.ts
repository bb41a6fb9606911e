import type { ByteReader } from 'colloquy'
import type { IncomingMessage } from 'node:http'
import { PlainHeaders } from '../answer/plain-headers.ts'
import { PlainSignal } from '../signals/plain-signal.ts'
import { IncomingReader } from './incoming-reader.ts'
import type { ServerRequest } from './server-request.ts'

/** A request that came over `node:http`. Making a web `Request` of it would cost as much as all of the server's work. */
export class NodeRequest implements ServerRequest {
  readonly method: string
  /** Empty where target and `host` make no address. */
  readonly url: string
  readonly headers: PlainHeaders = new PlainHeaders()
  readonly #incoming: IncomingMessage
  readonly #onRead: () => void
  /** Aborted when the caller leaves before the answer's end. */
  readonly callerLeft: PlainSignal = new PlainSignal()
  #afterAnswer: (() => void) | undefined

  /** @param onRead Called before the body is read. */
  constructor(incoming: IncomingMessage, onRead: () => void = () => undefined) {
    const { method = 'GET', rawHeaders } = incoming
    this.#incoming = incoming
    this.#onRead = onRead
    this.method = method
    for (let at = 0; at < rawHeaders.length; at += 2)
      this.headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
    this.url = addressOf(incoming, this.headers.get('host') ?? '') ?? ''
  }

  /** The same for those who want one of the platform's. */
  get signal(): AbortSignal {
    return this.callerLeft.signal
  }

  get body(): { getReader(): ByteReader } {
    return {
      getReader: () => {
        this.#onRead()
        return new IncomingReader(this.#incoming, this.headers.get('content-length'))
      },
    }
  }

  /** Has something done once the answer has been written, a stream's head at least: what its reader need not wait for. */
  afterAnswer(act: () => void): void {
    this.#afterAnswer = act
  }

  /** The answer has been written, or there will be none. */
  answered(): void {
    const act = this.#afterAnswer
    this.#afterAnswer = undefined
    act?.()
  }

  /** The caller has left. */
  leave(): void {
    this.callerLeft.abort()
  }
}

/**
 * The address a request asks for; undefined where its target or its `host` make none. The target of a request to a
 * proxy names the host itself.
 */
function addressOf({ url: target = '', socket }: IncomingMessage, host: string): string | undefined {
  const scheme = 'encrypted' in socket ? 'https' : 'http'
  const isPath = target.startsWith('/')
  // What is no part of a host would make the URL another one. Of two hosts, joined by a blank, Node would take the first,
  // and a proxy in front perhaps the other.
  if (!/^[\w.~!$&'()*+,;=%:[\]-]*$/.test(host)) return undefined
  if (isPath ? host === '' : !/^https?:\/\//i.test(target)) return undefined
  const address = isPath ? `${scheme}://${host}${target}` : target
  return known.get(address) ?? remembered(address)
}

/** Addresses asked for of late, as they stand in requests and as the URL standard writes them: callers ask for few. */
const known = new Map<string, string>()

function remembered(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { href } = new URL(address)
  if (known.size === 100) known.clear()
  if (address.length < 200) known.set(address, href)
  return href
}
