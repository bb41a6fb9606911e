import type { ModelError } from 'colloquy'
import { isSourceFailure, modelFailure, overloaded, unreachable } from '../model-failure.ts'
import type { HttpAnswer, HttpClient } from '../net/http-client.ts'
import { takeCredentials } from '../net/url-credentials.ts'
import { statusReason } from '../source/http-reasons.ts'
import type { ModelOrigin } from '../source/model-origin.ts'
import type { PartialFile } from './partial-file.ts'
import { onStorage } from './storage-failure.ts'
import type { TransferState } from './transfer-state.ts'

/** What a connection is given, and whom it tells. */
export interface ConnectionContext {
  readonly http: HttpClient
  readonly directory: string
  readonly signal?: AbortSignal | undefined
  /** Called when the sizes are known and before bytes are written; may refuse by throwing. */
  readonly onStart: (received: number, total: number | undefined) => Promise<void>
  readonly onBytes: (received: number, total: number | undefined) => void
}

/** Connections to one origin, one after the other: asks for the bytes that are missing and stores what comes. */
export class TransferConnection {
  readonly #origin: ModelOrigin
  readonly #partial: PartialFile
  readonly #state: TransferState
  readonly #context: ConnectionContext
  readonly #host: string
  #total: number | undefined
  #everReceived = false

  constructor(origin: ModelOrigin, partial: PartialFile, state: TransferState, context: ConnectionContext) {
    this.#origin = origin
    this.#partial = partial
    this.#state = state
    this.#context = context
    this.#host = new URL(takeCredentials(origin.url).url).host
    this.#total = origin.part?.length ?? partial.total
  }

  /** One connection. Returns the failure where a further try may help; throws where it would not. */
  async run(): Promise<ModelError | undefined> {
    // A process that was killed after the last byte left nothing to ask for.
    if (this.#total !== undefined && this.#state.received === this.#total) return undefined
    let answer: HttpAnswer
    try {
      answer = await this.#request()
    } catch (error) {
      if (this.#everReceived && isSourceFailure(error)) return error
      throw error
    }
    try {
      if (retryStatuses.has(answer.status))
        return overloaded(`${this.#host}: ${statusReason(answer.status)}`, retryAfter(answer))
      const skip = await this.#begin(answer)
      // Nothing is here any more, so this asks for everything and cannot come back here.
      return skip === 'again' ? await this.run() : await this.#receive(answer, skip)
    } finally {
      answer.discard()
    }
  }

  #request(): Promise<HttpAnswer> {
    const { headers, part, url } = this.#origin
    const { received } = this.#state
    const tag = received > 0 ? this.#partial.guard : undefined
    const first = (part?.start ?? 0) + received
    const last = part === undefined ? '' : part.start + part.length - 1
    const range = part !== undefined || received > 0 ? { range: `bytes=${first}-${last}` } : {}
    const guard = tag === undefined ? {} : { 'if-range': tag }
    // Compressed on the way, neither sizes nor parts would be those of the file.
    const sent = { ...headers, ...range, ...guard, 'accept-encoding': 'identity' }
    return this.#context.http.get(url, { headers: sent, signal: this.#context.signal })
  }

  /** Makes state and note fit the answer. Returns how many bytes of its body come before the needed ones. */
  async #begin(answer: HttpAnswer): Promise<number | 'again'> {
    const { part } = this.#origin
    const start = part?.start ?? 0
    let skip = 0
    if (answer.status === 206) {
      const [, first, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.header('content-range') ?? '') ?? []
      if (first === undefined) throw unreachable(`${this.#host} gave a part of the file without saying which`)
      const total = part?.length ?? (size === '*' || size === undefined ? undefined : Number(size))
      const moved = Number(first) !== start + this.#state.received
      const changed = this.#total !== undefined && total !== undefined && total !== this.#total
      if (moved || changed) return this.#startOver()
      this.#total = total
    } else if (answer.status === 200) {
      // The whole file: the host serves no parts, or its file has changed since.
      if (this.#state.received > 0) await this.#storage(() => this.#state.restart())
      this.#refusePage(answer)
      const length = answer.header('content-encoding') === undefined ? answer.header('content-length') : undefined
      this.#total = part?.length ?? (length === undefined ? this.#origin.transferSize : Number(length))
      skip = start
    } else if (answer.status === 416 && this.#state.received > 0) {
      return this.#startOver()
    } else {
      throw unreachable(`${this.#host}: ${statusReason(answer.status)}`)
    }
    await this.#context.onStart(this.#state.received, this.#total)
    await this.#storage(() => this.#partial.note({ tag: validatorTag(answer), total: this.#total }))
    return skip
  }

  /** Drops what is here, so that the next connection asks for everything. */
  async #startOver(): Promise<'again'> {
    if (this.#state.received === 0) throw unreachable(`${this.#host} gave another part of the file than was asked for`)
    await this.#storage(() => this.#state.restart())
    this.#total = this.#origin.part?.length
    return 'again'
  }

  async #receive(answer: HttpAnswer, before: number): Promise<ModelError | undefined> {
    let skip = before
    try {
      for await (const chunk of answer.body()) {
        const wanted = chunk.subarray(Math.min(skip, chunk.length))
        skip -= chunk.length - wanted.length
        const left = this.#total === undefined ? wanted.length : this.#total - this.#state.received
        const piece = wanted.subarray(0, left)
        if (piece.length > 0) await this.#store(piece)
        if (wanted.length >= left && this.#total !== undefined) break
      }
    } catch (error) {
      if (isSourceFailure(error) && error.code === 'model_source_unreachable') return error
      throw error
    }
    const { received } = this.#state
    if (this.#total === undefined || received === this.#total) return undefined
    return unreachable(`${this.#host} ended the connection after ${received} of ${this.#total} bytes`)
  }

  async #store(piece: Uint8Array): Promise<void> {
    const { packing } = this.#origin
    if (packing.kind === 'none' && this.#state.received === 0) this.#refuseOther(piece)
    await this.#storage(() => this.#state.write(piece))
    this.#everReceived = true
    this.#context.onBytes(this.#state.received, this.#total)
  }

  /** Sign-in pages and block pages come with status 200. */
  #refusePage(answer: HttpAnswer): void {
    if (!/^text\/html\b/i.test(answer.header('content-type') ?? '')) return
    throw unreachable(`${this.#host} answered with an HTML page where the file should be; perhaps it wants a sign-in`)
  }

  #refuseOther(piece: Uint8Array): void {
    const start = Buffer.from(piece.subarray(0, 4)).toString('latin1')
    if ('GGUF'.startsWith(start)) return
    const shown = start.replaceAll(/[^\x20-\x7e]/g, '?')
    throw modelFailure('model_file_invalid', `${this.#host} gave no GGUF file: what came starts with \`${shown}\``)
  }

  #storage<T>(work: () => Promise<T>): Promise<T> {
    const needed = this.#total === undefined ? undefined : this.#total - this.#state.received
    return onStorage(this.#context.directory, work, needed)
  }
}

const retryStatuses = new Set([408, 429, 500, 502, 503, 504])

/** Seconds, at most a minute: another source may be at hand. The form with a date is not worth its trouble here. */
function retryAfter(answer: HttpAnswer): number | undefined {
  const seconds = Number(answer.header('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : undefined
}

/** What the host may be asked about later: RFC 9110 allows a strong tag or a date in `If-Range`. */
function validatorTag(answer: HttpAnswer): string | undefined {
  const tag = answer.header('etag')
  return tag?.startsWith('"') ? tag : answer.header('last-modified')
}
