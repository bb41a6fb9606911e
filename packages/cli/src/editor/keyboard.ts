/** Reads keys from the terminal, also while an answer comes. */
import type { InputStream } from '../cli-io.ts'
import type { Clock } from '../terminal/clock.ts'
import { type Key, KeyDecoder } from './key-decoder.ts'

/** One instance a conversation. Keys typed while nobody asks for them wait their turn. */
export class Keyboard {
  /** Whether each key comes at once and nothing is echoed. */
  readonly raw: boolean
  readonly #stdin: InputStream
  readonly #decoder = new KeyDecoder()
  readonly #keys: Key[] = []
  #waiting: ((key: Key | undefined) => void) | undefined
  #ended = false
  #interrupt: (() => void) | undefined
  readonly #clock: Clock
  #stopWaiting: (() => void) | undefined

  /** Takes the terminal over: no echo, and every key comes at once. Not `raw`: keys come by the line. */
  constructor(stdin: InputStream, clock: Clock, { raw = true }: { readonly raw?: boolean } = {}) {
    this.#stdin = stdin
    this.#clock = clock
    this.raw = raw
    if (raw) this.resume()
    void this.#pump()
  }

  /** The next key; undefined once the terminal is gone. */
  async next(): Promise<Key | undefined> {
    const key = this.#keys.shift()
    if (key ?? this.#ended) return key
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  /** While `work` runs, Ctrl-C and Escape call `interrupt` instead of being keys. */
  async during<T>(work: () => Promise<T>, interrupt: () => void): Promise<T> {
    this.#interrupt = interrupt
    try {
      return await work()
    } finally {
      this.#interrupt = undefined
    }
  }

  /** Gives the terminal to another program. */
  pause(): void {
    this.#stdin.setRawMode?.(false)
  }

  resume(): void {
    this.#stdin.setRawMode?.(true)
  }

  [Symbol.dispose](): void {
    this.pause()
    this.#end()
  }

  async #pump(): Promise<void> {
    const text = new TextDecoder()
    try {
      for await (const piece of this.#stdin) {
        const decoded = typeof piece === 'string' ? piece : text.decode(piece, { stream: true })
        this.#stopWaiting?.()
        for (const key of this.#decoder.push(decoded)) this.#take(key)
        this.#stopWaiting = this.#decoder.waits ? this.#clock.every(escapeDelay, () => this.#flush()) : undefined
      }
    } catch {
      // A terminal that broke is a terminal that is gone.
    }
    this.#end()
  }

  #flush(): void {
    this.#stopWaiting?.()
    this.#stopWaiting = undefined
    for (const key of this.#decoder.flush()) this.#take(key)
  }

  #take(key: Key): void {
    if (this.#interrupt && key.kind === 'key' && (key.name === 'ctrl-c' || key.name === 'escape')) {
      this.#interrupt()
      return
    }
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting(key)
    else this.#keys.push(key)
  }

  #end(): void {
    this.#stopWaiting?.()
    this.#ended = true
    this.#waiting?.(undefined)
    this.#waiting = undefined
  }
}

// Milliseconds. A person does not notice them; a terminal sends the rest of a sequence within one.
const escapeDelay = 50
