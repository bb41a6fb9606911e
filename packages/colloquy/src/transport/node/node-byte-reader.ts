import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { ByteRead, ByteReader } from '../../client/http-response.ts'

/** Bytes that may wait for the reader before the socket is read no further. */
const waitingLimit = 65_536

/** Reads a body: all that came since the last read at once, as one promise. */
export class NodeByteReader implements ByteReader {
  readonly #content: Readable
  readonly #message: IncomingMessage
  #heard = false
  #bytes: Buffer | undefined
  #more: Buffer[] | undefined
  #length = 0
  #waiting: ((read: ByteRead | Promise<never>) => void) | undefined
  #ended = false
  #failure: Error | undefined

  constructor(content: Readable, message: IncomingMessage) {
    this.#content = content
    this.#message = message
  }

  read(): Promise<ByteRead> {
    if (!this.#heard) {
      this.#heard = true
      // A small body has come with its head: nothing is to be waited for.
      const whole: unknown = this.#content === this.#message && this.#message.complete && this.#content.read()
      if (whole instanceof Uint8Array) {
        this.#ended = true
        return Promise.resolve({ done: false, value: whole })
      }
      this.#listen()
    }
    return new Promise((resolve) => {
      this.#waiting = resolve
      if (this.#length > 0 || this.#ended || this.#failure) this.#settle()
    })
  }

  /** Closes the connection, unless the body had come to its end. */
  cancel(): Promise<void> {
    if (!this.#ended) this.#message.destroy()
    return Promise.resolve()
  }

  #listen(): void {
    const content = this.#content
    content.on('data', (bytes: Buffer) => {
      if (this.#bytes) (this.#more ??= [this.#bytes]).push(bytes)
      else this.#bytes = bytes
      this.#length += bytes.length
      if (this.#waiting) this.#settle()
      else if (this.#length > waitingLimit) content.pause()
    })
    // Follows the end, and an error: open streams are many, so that no more is listened to than that.
    const onClose = (): void => {
      this.#ended ||= content.readableEnded
      if (this.#ended) this.#settle()
      // Made by need: an error notes where it is made, which costs a tenth of a small request.
      else this.#fail(content.errored ?? new Error('the connection was closed'))
    }
    content.on('close', onClose)
    // It may have broken off while nobody read.
    if (content.closed) onClose()
  }

  #settle(): void {
    const waiting = this.#waiting
    if (!waiting) return
    this.#waiting = undefined
    if (this.#bytes) {
      const value = this.#more ? Buffer.concat(this.#more, this.#length) : this.#bytes
      this.#bytes = this.#more = undefined
      this.#length = 0
      if (this.#content.isPaused()) this.#content.resume()
      waiting({ done: false, value })
    } else if (this.#ended) waiting({ done: true })
    else waiting(Promise.reject(this.#failure))
  }

  #fail(error: Error): void {
    if (this.#ended) return
    // Node says `aborted` when the server closes the connection; here that is what a caller does.
    this.#failure ??= error.message === 'aborted' ? new Error('the connection was closed') : error
    this.#settle()
  }
}
