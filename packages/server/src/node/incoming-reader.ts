import type { ByteRead, ByteReader } from 'colloquy'
import type { IncomingMessage } from 'node:http'

/** Reads a body: all that came since the last read at once. Nothing is taken from the socket that nobody asks for. */
export class IncomingReader implements ByteReader {
  readonly #incoming: IncomingMessage
  #waiting: { resolve: (read: ByteRead) => void; reject: (error: unknown) => void } | undefined
  #failure: Error | undefined

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming
    const settle = (): void => this.#settle()
    incoming.on('readable', settle).on('end', settle).on('close', settle)
    incoming.on('error', (error) => {
      this.#failure ??= error
      this.#settle()
    })
  }

  read(): Promise<ByteRead> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#settle()
    })
  }

  /** Nothing more is read here. What the caller still sends is dropped when the answer is out. */
  async cancel(): Promise<void> {
    this.#waiting = undefined
  }

  #settle(): void {
    const waiting = this.#waiting
    if (waiting === undefined) return
    const incoming = this.#incoming
    const value: Uint8Array | null = incoming.read()
    if (value === null && !incoming.readableEnded && !incoming.closed && this.#failure === undefined) return
    this.#waiting = undefined
    if (value !== null) waiting.resolve({ done: false, value })
    else if (incoming.readableEnded) waiting.resolve({ done: true })
    else waiting.reject(this.#failure ?? new Error('the other side closed the connection'))
  }
}
