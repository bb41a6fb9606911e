import type { ServerResponse } from 'node:http'

let pending: TurnWriter[] = []

/**
 * Writes to one answer. What comes in a turn of the event loop goes out at its end, for all answers one after the other:
 * pieces of one answer become one packet, and a process that reads many of them is woken once and not for each.
 */
export class TurnWriter {
  readonly #outgoing: ServerResponse
  #pieces: (string | Uint8Array)[] = []
  #length = 0

  constructor(outgoing: ServerResponse) {
    this.#outgoing = outgoing
  }

  /** Takes a piece; false where enough waits, and {@link drained} should be waited for. */
  write(piece: string | Uint8Array): boolean {
    if (this.#pieces.push(piece) === 1 && pending.push(this) === 1) setImmediate(endTurn)
    this.#length += piece.length
    return this.#length < this.#outgoing.writableHighWaterMark && !this.#outgoing.writableNeedDrain
  }

  /** Waits until the connection has room again, or is closed. It is cut where its reader takes nothing for `readTimeout` ms. */
  async drained(readTimeout: number): Promise<void> {
    const outgoing = this.#outgoing
    this.flush()
    if (!outgoing.writableNeedDrain) return
    outgoing.socket?.setTimeout(readTimeout)
    await new Promise<void>((resolve) => {
      const done = (): void => {
        outgoing.socket?.setTimeout(0)
        outgoing.off('drain', done).off('close', done)
        resolve()
      }
      outgoing.on('drain', done).on('close', done)
    })
  }

  /** Writes what is left, and the end with it. */
  end(): void {
    const last = this.#pieces.pop()
    this.flush()
    this.#outgoing.end(last)
  }

  flush(): void {
    const pieces = this.#pieces
    if (pieces.length === 0) return
    this.#pieces = []
    this.#length = 0
    if (pieces.every((piece) => typeof piece === 'string')) this.#outgoing.write(pieces.join(''))
    else for (const piece of pieces) this.#outgoing.write(piece)
  }
}

function endTurn(): void {
  const writers = pending
  pending = []
  for (const writer of writers) writer.flush()
}
