import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { HttpBody, HttpHeaders, HttpResponse } from '../../client/http-response.ts'
import { NodeByteReader } from './node-byte-reader.ts'

/** What came over `node:http`, in the shape of a `Response`. */
export class IncomingResponse implements HttpResponse, HttpHeaders, HttpBody {
  readonly type = 'default'
  readonly status: number
  readonly #message: IncomingMessage
  readonly #content: Readable
  #reader: NodeByteReader | undefined

  constructor(message: IncomingMessage, content: Readable) {
    this.#message = message
    this.#content = content
    this.status = message.statusCode ?? 0
    // An error before anyone reads is told to the reader; unheard it would end the process.
    content.on('error', () => {})
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  get headers(): HttpHeaders {
    return this
  }

  get body(): HttpBody {
    return this
  }

  get(name: string): string | null {
    const value = this.#message.headers[name]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    const { rawHeaders } = this.#message
    for (let at = 0; at < rawHeaders.length; at += 2) yield [rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']
  }

  getReader(): NodeByteReader {
    return (this.#reader ??= new NodeByteReader(this.#content, this.#message))
  }

  cancel(): Promise<void> {
    return this.getReader().cancel()
  }
}
