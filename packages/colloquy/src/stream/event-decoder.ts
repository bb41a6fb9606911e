import { InvalidResponseError } from '../errors/colloquy-error.ts'

/** One server-sent event. */
export interface ServerSentEvent {
  /** The event's name; `message` where the server gave none. */
  event: string
  /** The data lines, joined by newlines. */
  data: string
}

/** How an {@link EventDecoder} reads. */
export interface EventDecoderOptions {
  /** Most UTF-16 code units of one event, its unfinished line included. Default 16 Mi. */
  maxEventLength?: number | undefined
}

/**
 * Turns the bytes of an event stream into events, however the bytes are split. Pure; one instance per stream.
 *
 * Reads what the HTML standard allows (CR, LF, CRLF, byte order mark, comments, several data lines), and in `end()`
 * also a last event without its blank line, which servers forget. Throws `InvalidResponseError` for an endless event.
 */
export class EventDecoder {
  /** Its own, from the first read on that ends within a character; others share one, as open streams are many. */
  #decoder: TextDecoder | undefined
  readonly #maxEventLength: number
  // Pieces of an unfinished line, joined once: concatenating and searching again on every push is quadratic for one
  // huge line in small reads.
  #fragments: string[] = []
  #fragmentLength = 0
  #afterReturn = false
  #event = ''
  #data: string | undefined

  constructor({ maxEventLength = 16 * 1024 * 1024 }: EventDecoderOptions = {}) {
    this.#maxEventLength = maxEventLength
  }

  /** Takes the next bytes and gives the events they complete. */
  push(bytes: Uint8Array): ServerSentEvent[] {
    return this.#read(this.#decode(bytes))
  }

  /** Tells that no more bytes come, and gives the event that was left open, if any. */
  end(): ServerSentEvent[] {
    // Two line ends: one for a line without its own, one for the missing blank line.
    return this.#read(`${this.#decoder?.decode() ?? ''}\n\n`)
  }

  #decode(bytes: Uint8Array): string {
    const endsWithin = (bytes.at(-1) ?? 0) >= 0x80
    if (endsWithin) this.#decoder ??= newDecoder()
    return (this.#decoder ?? shared).decode(bytes, { stream: true })
  }

  #read(text: string): ServerSentEvent[] {
    const events: ServerSentEvent[] = []
    if (this.#afterReturn && text) {
      this.#afterReturn = false
      if (text.startsWith('\n')) text = text.slice(1)
    }
    if (text.includes('\r')) {
      this.#afterReturn = text.endsWith('\r')
      text = text.replace(/\r\n?/g, '\n')
    }
    let start = 0
    for (let end; (end = text.indexOf('\n', start)) !== -1; start = end + 1) {
      let line = text.slice(start, end)
      if (this.#fragments.length > 0) {
        this.#fragments.push(line)
        line = this.#fragments.join('')
        this.#fragments = []
        this.#fragmentLength = 0
      }
      this.#line(line, events)
    }
    if (start < text.length) {
      this.#fragments.push(text.slice(start))
      this.#fragmentLength += text.length - start
      this.#checkLength()
    }
    return events
  }

  #line(line: string, events: ServerSentEvent[]): void {
    if (line === '') {
      if (this.#data !== undefined) events.push({ event: this.#event || 'message', data: this.#data })
      this.#event = ''
      this.#data = undefined
    } else if (line.startsWith('data:') || line === 'data') {
      const value = line.slice(line[5] === ' ' ? 6 : 5)
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`
      this.#checkLength()
    } else if (line.startsWith('event:')) {
      this.#event = line.slice(6).trimStart()
    } else if (line.startsWith('\ufeff')) this.#line(line.slice(1), events)
    // Comments are skipped; `id` and `retry` steer reconnection, which a completion cannot do.
  }

  #checkLength(): void {
    if (this.#fragmentLength + (this.#data?.length ?? 0) <= this.#maxEventLength) return
    throw new InvalidResponseError(`An event of the stream took more than ${this.#maxEventLength} characters.`, {
      code: 'response_too_large',
    })
  }
}

// A read may begin with what looks like a byte order mark and is text.
const newDecoder = (): TextDecoder => new TextDecoder(undefined, { ignoreBOM: true })
const shared = /* @__PURE__ */ newDecoder()
