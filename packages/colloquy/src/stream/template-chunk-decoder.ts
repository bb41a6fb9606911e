import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkDecoder, type ChunkDecoderOptions } from './chunk-decoder.ts'
import { ChunkTemplate } from './chunk-template.ts'
import { FoundTexts } from './found-texts.ts'

/** How a {@link TemplateChunkDecoder} reads. */
export interface TemplateChunkDecoderOptions extends ChunkDecoderOptions {
  /** Chunks that this process must have read before bytes are compared. Default 3,000. */
  warmAfter?: number | undefined
  /** Bytes of one read from which on its events are taken apart together before that. Default 4,096. */
  manyBytes?: number | undefined
}

// Loops over bytes are slow until the engine has compiled them, and compiling takes as long as reading a thousand
// chunks. So a process that reads one answer is several times faster with native calls, and so is any process for its
// first thousands of chunks.
let readByProcess = 0

// One for all streams: it is empty between two reads, and open streams are many.
const found = new FoundTexts()

/** After so many events that match no earlier one, a stream gives up comparing: each attempt has its price. */
const mostPatience = 16

/**
 * Gives the chunks that {@link ChunkDecoder} gives, for less: events that equal an earlier one but for their text are
 * read by a {@link ChunkTemplate}. Meant for processes that read much; it would be a tenth of a small browser bundle.
 */
export class TemplateChunkDecoder extends ChunkDecoder {
  readonly #maxEventLength: number
  readonly #warmAfter: number
  readonly #manyBytes: number
  #template: ChunkTemplate | undefined
  #patience = mostPatience
  #isFirst = true
  /** The newlines that what was read ends with: after two no event is open. */
  #newlines = 2

  constructor({ warmAfter = 3000, manyBytes = 4096, ...options }: TemplateChunkDecoderOptions = {}) {
    super(options)
    this.#maxEventLength = options.maxEventLength ?? Infinity
    this.#warmAfter = warmAfter
    this.#manyBytes = manyBytes
  }

  override push(bytes: Uint8Array, into: ChatCompletionChunk[]): void {
    const before = into.length
    const isWarm = readByProcess >= this.#warmAfter
    const at = isWarm || bytes.length >= this.#manyBytes ? this.#readAlike(bytes, into, isWarm) : 0
    if (at < bytes.length) this.#readPlainly(bytes.subarray(at), into)
    readByProcess += into.length - before
  }

  /** Reads event by event, as long as that pays. Gives the place it came to. */
  #readAlike(bytes: Uint8Array, into: ChatCompletionChunk[], isWarm: boolean): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let at = 0
    while (at < bytes.length && this.#patience > 0 && !this.done) {
      if (this.#newlines < 2) {
        // The rest of an event that began in an earlier read, a line at a time.
        const end = bytes.indexOf(newline, at) + 1 || bytes.length
        this.#readPlainly(bytes.subarray(at, end), into)
        at = end
        continue
      }
      at = isWarm ? this.#readMatching(view, at, into) : this.#readTogether(bytes, at, into)
      const end = endOfEvent(bytes, at)
      if (end === -1) break
      this.#readOther(bytes.subarray(at, end), into)
      at = end
    }
    return at
  }

  /** Reads events from `at` on in a few steps of the engine, where they match. Gives the place of the first that does not. */
  #readTogether(bytes: Uint8Array, at: number, into: ChatCompletionChunk[]): number {
    const template = this.#template
    const end = endOfEvents(bytes)
    if (!template || end <= at || end - at > this.#maxEventLength) return at
    const split = template.split(decoder.decode(bytes.subarray(at, end)))
    if (!split) return at
    const { texts, count, rest } = split
    this.#patience = Math.min(mostPatience, this.#patience + 1)
    template.make(texts, into)
    if (!rest) return end
    for (let read = 0; read < count; read++) at = endOfEvent(bytes, at)
    return at
  }

  /** Reads events from `at` on as long as they match. Gives the place of the first that does not. */
  #readMatching(view: DataView, at: number, into: ChatCompletionChunk[]): number {
    const template = this.#template
    if (!template) return at
    const begin = at
    for (let end; (end = template.match(view, at, found)) !== -1 && end - at <= this.#maxEventLength; at = end) {
      found.keep()
    }
    found.drop()
    if (at === begin) return at
    this.#patience = Math.min(mostPatience, this.#patience + 1)
    template.make(found.take(), into)
    return at
  }

  #readPlainly(bytes: Uint8Array, into: ChatCompletionChunk[]): void {
    super.push(bytes, into)
    for (const byte of bytes.subarray(-2)) this.#newlines = byte === newline ? this.#newlines + 1 : 0
  }

  /** Reads an event that is not like the ones before, and learns from it. */
  #readOther(event: Uint8Array, into: ChatCompletionChunk[]): void {
    const before = into.length
    this.#readPlainly(event, into)
    if (into.length === before) return
    this.#patience--
    // The first chunk of a stream brings the role: it is like no other.
    if (!this.#isFirst) this.#template = ChunkTemplate.learn(event)
    this.#isFirst = false
  }
}

const decoder = new TextDecoder(undefined, { ignoreBOM: true })
const newline = 0x0a

/** The place after the last blank line; 0 where there is none. */
function endOfEvents(bytes: Uint8Array): number {
  let end = bytes.length - 1
  while (end > 0 && !(bytes[end] === newline && bytes[end - 1] === newline)) end = bytes.lastIndexOf(newline, end - 1)
  return end + 1
}

/** The place after the blank line that ends the event; -1 where it has not come. */
function endOfEvent(bytes: Uint8Array, at: number): number {
  for (let end = at; (end = bytes.indexOf(newline, end) + 1) > 0;) if (bytes[end] === newline) return end + 1
  return -1
}
