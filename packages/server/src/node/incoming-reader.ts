import type { ByteRead, ByteReader } from 'colloquy'
import type { IncomingMessage } from 'node:http'

/** Reads a body: all that came since the last read at once. Nothing is taken from the socket that nobody asks for. */
export class IncomingReader implements ByteReader {
  readonly #incoming: IncomingMessage
  /** Bytes that are still to come, where the head told how many; Node's parser lets no other number pass. */
  #left: number
  #isHeard = false
  #waiting: { resolve: (read: ByteRead) => void; reject: (error: unknown) => void } | undefined
  #failure: Error | undefined

  /** @param length The `content-length`, where the head has one. */
  constructor(incoming: IncomingMessage, length: string | null) {
    this.#incoming = incoming
    this.#left = Number(length ?? Infinity)
  }

  read(): Promise<ByteRead> {
    // What is small has come with its head, and its end is known: nothing is to be waited for.
    const read = this.#take()
    if (read !== undefined) return Promise.resolve(read)
    if (!this.#isHeard) this.#listen()
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#settle()
    })
  }

  /** Nothing more is read here. What the caller still sends is dropped when the answer is out. */
  async cancel(): Promise<void> {
    this.#waiting = undefined
  }

  #listen(): void {
    this.#isHeard = true
    const settle = (): void => this.#settle()
    const incoming = this.#incoming.on('readable', settle).on('end', settle).on('close', settle)
    incoming.on('error', (error) => {
      this.#failure ??= error
      this.#settle()
    })
  }

  #take(): ByteRead | undefined {
    const incoming = this.#incoming
    if (this.#left === 0 || incoming.readableEnded) return { done: true }
    const value: Uint8Array | null = incoming.read()
    if (value === null) return incoming.readableEnded ? { done: true } : undefined
    this.#left -= value.length
    return { done: false, value }
  }

  #settle(): void {
    const waiting = this.#waiting
    if (waiting === undefined) return
    const read = this.#take()
    const isOver = this.#incoming.closed || this.#failure !== undefined
    if (read === undefined && !isOver) return
    this.#waiting = undefined
    if (read === undefined) waiting.reject(this.#failure ?? new Error('the other side closed the connection'))
    else waiting.resolve(read)
  }
}
