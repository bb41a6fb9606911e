import { abortedRequest } from '../unanswered.ts'

interface Kept<Value> {
  readonly value: Promise<Value>
  /** How many wait for it. */
  waiting: number
  readonly making: AbortController
}

/** Keeps the values asked for last. Each is made once, for all who ask for it meanwhile. */
export class RecentValues<Value> {
  readonly #limit: number
  // In the order of last use.
  readonly #kept = new Map<string, Kept<Value>>()

  /** Keeps up to `limit` values. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * The value for `key`; made when it is not there. What `make` throws is not kept. Throws `AbortError` when `signal`
   * aborts; when nobody waits for a value any more, the signal of its `make` aborts.
   */
  async get(key: string, make: (signal: AbortSignal) => Promise<Value>, signal: AbortSignal): Promise<Value> {
    if (signal.aborted) throw abortedRequest(signal)
    const kept = this.#kept.get(key) ?? begin(make)
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (this.#kept.size > this.#limit) this.#forgetOldest()
    kept.waiting++
    try {
      return await unlessAborted(kept.value, signal)
    } catch (error) {
      if (kept.waiting === 1) this.#giveUp(key, kept)
      throw error
    } finally {
      kept.waiting--
    }
  }

  /** From now on a request for it makes it anew. */
  #giveUp(key: string, kept: Kept<Value>): void {
    if (this.#kept.get(key) === kept) this.#kept.delete(key)
    kept.making.abort()
  }

  #forgetOldest(): void {
    for (const key of this.#kept.keys()) {
      this.#kept.delete(key)
      return
    }
  }
}

function begin<Value>(make: (signal: AbortSignal) => Promise<Value>): Kept<Value> {
  const making = new AbortController()
  return { value: make(making.signal), waiting: 0, making }
}

async function unlessAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let leave = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = (): void => reject(abortedRequest(signal))
  })
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([aborted, value])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
