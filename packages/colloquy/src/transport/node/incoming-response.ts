import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { HttpBody, HttpHeaders, HttpResponse } from '../../client/http-response.ts'
import { decompress } from './decompress.ts'
import { NodeByteReader } from './node-byte-reader.ts'

const ignore = (): void => {}

/** What came over `node:http`, in the shape of a `Response`. */
export class IncomingResponse implements HttpResponse, HttpHeaders, HttpBody {
  readonly type = 'default'
  readonly status: number
  readonly #message: IncomingMessage
  readonly #content: Readable
  #reader: NodeByteReader | undefined

  constructor(message: IncomingMessage) {
    this.#message = message
    const content = (this.#content = decompress(message, this.get('content-encoding')))
    this.status = message.statusCode ?? 0
    // Unheard, an error before anyone reads would end the process.
    content.on('error', ignore)
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

  /** Looks the name up in what came: the message's own table would be made for every open stream, and kept. */
  get(name: string): string | null {
    const { rawHeaders } = this.#message
    let joined: string | null = null
    for (let at = 0; at < rawHeaders.length; at += 2) {
      if (rawHeaders[at]?.toLowerCase() !== name) continue
      const value = rawHeaders[at + 1] ?? ''
      joined = joined === null ? value : `${joined}, ${value}`
    }
    return joined
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
