/** Bytes a second over the last few seconds, so that a stall shows and a burst does not. */
export class SpeedMeter {
  readonly #samples: { at: number; bytes: number }[] = []
  #total = 0

  /** Adds bytes that arrived at a time in milliseconds. */
  push(bytes: number, at: number): void {
    this.#total += bytes
    const last = this.#samples.at(-1)
    // Ten samples a second are enough; a chunk of 16 KB is not worth one.
    if (last !== undefined && at - last.at < 100) return
    this.#samples.push({ at, bytes: this.#total })
    while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > span) this.#samples.shift()
  }

  /** Bytes a second up to a time in milliseconds; 0 before there is anything to tell. */
  bytesPerSecond(at: number): number {
    const first = this.#samples[0]
    if (first === undefined || at <= first.at) return 0
    return Math.round(((this.#total - first.bytes) * 1000) / (at - first.at))
  }
}

const span = 5000
