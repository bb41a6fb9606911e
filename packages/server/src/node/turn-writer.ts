import type { ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'

let pending: TurnWriter[] = []

/**
 * Writes to one answer. What comes in a turn of the event loop goes out at its end, for all answers one after the other:
 * pieces of one answer become one packet, and a process that reads many of them is woken once and not for each.
 */
export class TurnWriter {
  readonly #outgoing: ServerResponse
  readonly #isChunked: boolean
  #isBegun = false
  #pieces: (string | Uint8Array)[] = []
  #length = 0

  /**
   * To be made when the head is written. Where the answer goes out in chunks (RFC 9112, 7.1), they are framed here: Node
   * would write each as four pieces.
   */
  constructor(outgoing: ServerResponse) {
    this.#outgoing = outgoing
    this.#isChunked = outgoing.chunkedEncoding
    outgoing.chunkedEncoding = false
  }

  /** Takes a piece; false where enough waits, and {@link drained} should be waited for. */
  write(piece: string | Uint8Array): boolean {
    if (this.#pieces.push(piece) === 1 && pending.push(this) === 1) setImmediate(endTurn)
    this.#length += piece.length
    return this.#length < this.#outgoing.writableHighWaterMark && !this.#target.writableNeedDrain
  }

  /** Waits until the connection has room again, or is closed. It is cut where its reader takes nothing for `readTimeout` ms. */
  async drained(readTimeout: number): Promise<void> {
    const outgoing = this.#outgoing
    this.flush()
    const target = this.#target
    if (!target.writableNeedDrain) return
    outgoing.socket?.setTimeout(readTimeout)
    await new Promise<void>((resolve) => {
      const done = (): void => {
        outgoing.socket?.setTimeout(0)
        target.off('drain', done).off('close', done)
        resolve()
      }
      target.on('drain', done).on('close', done)
    })
  }

  /** Writes what is left, and the end with it. */
  end(): void {
    this.flush()
    this.#outgoing.end(this.#isChunked ? '0\r\n\r\n' : undefined)
  }

  flush(): void {
    const pieces = this.#pieces
    if (pieces.length === 0) return
    this.#pieces = []
    this.#length = 0
    if (pieces.every((piece) => typeof piece === 'string')) this.#send(pieces.join(''))
    else for (const piece of pieces) this.#send(piece)
  }

  #send(piece: string | Uint8Array): void {
    // An empty chunk would be the end.
    if (piece.length === 0) return
    const length = Buffer.byteLength(piece)
    const target = this.#target
    this.#isBegun = true
    const chunk = this.#isChunked ? framed(piece, length) : piece
    if (typeof chunk !== 'string') target.write(chunk)
    // Where each character is a byte, that is the encoding which needs no work.
    else target.write(chunk, length === piece.length ? 'latin1' : 'utf8')
  }

  /**
   * Where pieces go: the first, with the head, to the answer, and others too while it waits behind another of its
   * connection (RFC 9112, 9.3.2). Then straight to the connection: Node's own way corks it for each write and comes
   * back a tick later.
   */
  get #target(): Writable {
    const { socket } = this.#outgoing
    return this.#isBegun && socket?.writable ? socket : this.#outgoing
  }
}

function endTurn(): void {
  const writers = pending
  pending = []
  for (const writer of writers) writer.flush()
}

function framed(piece: string | Uint8Array, length: number): string | Uint8Array {
  const head = `${length.toString(16)}\r\n`
  return typeof piece === 'string' ? `${head}${piece}\r\n` : Buffer.concat([Buffer.from(head), piece, lineEnd])
}

const lineEnd = Buffer.from('\r\n')
