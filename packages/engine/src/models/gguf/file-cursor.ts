import type { FileHandle } from 'node:fs/promises'

/** Thrown when a file ends before the value that was to be read. */
export class UnexpectedEnd extends Error {}

/**
 * Reads little-endian values from a file front to back through one window of memory.
 *
 * `await cursor.need(n)` makes the next n bytes readable; the readers after it are synchronous, so that stepping
 * over 300,000 strings does not cost 300,000 promises.
 */
export class FileCursor {
  readonly size: number
  readonly #file: FileHandle
  #window: Buffer = Buffer.alloc(0)
  #windowStart = 0
  #position = 0

  constructor(file: FileHandle, size: number) {
    this.#file = file
    this.size = size
  }

  /** Bytes from the start of the file to the next value. */
  get position(): number {
    return this.#position
  }

  /** Bytes between the next value and the end of the file. */
  get remaining(): number {
    return this.size - this.#position
  }

  /** True when the next `length` bytes are in memory. */
  has(length: number): boolean {
    return this.#position + length <= this.#windowStart + this.#window.length
  }

  /** Brings the next `length` bytes into memory. */
  async need(length: number): Promise<void> {
    if (this.has(length)) return
    if (length > this.remaining) throw new UnexpectedEnd()
    const window = Buffer.allocUnsafe(Math.min(Math.max(length, windowSize), this.remaining))
    let filled = 0
    while (filled < window.length) {
      const { bytesRead } = await this.#file.read(window, filled, window.length - filled, this.#position + filled)
      // The file was cut while it was read.
      if (bytesRead === 0) throw new UnexpectedEnd()
      filled += bytesRead
    }
    this.#window = window
    this.#windowStart = this.#position
  }

  /** Steps over `length` bytes without reading them. */
  skip(length: number): void {
    if (length > this.remaining) throw new UnexpectedEnd()
    this.#position += length
  }

  /** The next `length` bytes, as a view into the window: copy them to keep them. */
  bytes(length: number): Buffer {
    const start = this.#take(length)
    return this.#window.subarray(start, start + length)
  }

  uint8(): number {
    return this.#window.readUInt8(this.#take(1))
  }

  int8(): number {
    return this.#window.readInt8(this.#take(1))
  }

  uint16(): number {
    return this.#window.readUInt16LE(this.#take(2))
  }

  int16(): number {
    return this.#window.readInt16LE(this.#take(2))
  }

  uint32(): number {
    return this.#window.readUInt32LE(this.#take(4))
  }

  int32(): number {
    return this.#window.readInt32LE(this.#take(4))
  }

  float32(): number {
    return this.#window.readFloatLE(this.#take(4))
  }

  float64(): number {
    return this.#window.readDoubleLE(this.#take(8))
  }

  uint64(): bigint {
    return this.#window.readBigUInt64LE(this.#take(8))
  }

  int64(): bigint {
    return this.#window.readBigInt64LE(this.#take(8))
  }

  #take(length: number): number {
    const start = this.#position - this.#windowStart
    this.#position += length
    return start
  }
}

// Large enough that the header of a common model (2 to 8 MB of vocabulary) takes a few dozen reads.
const windowSize = 256 * 1024
