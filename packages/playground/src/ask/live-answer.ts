import type { ChatCompletionRequest, ChatCompletionSnapshot } from 'colloquy'

import type { BegunAnswer } from './begun-answer.ts'
import type { TimelineEvent } from './event-tap.ts'
import type { Exchange } from './exchange.ts'

/** An answer while it is given, and after it what went over the wire. Whoever shows it is told at most once a frame, however fast it comes. */
export class LiveAnswer implements Exchange {
  readonly request: ChatCompletionRequest & { readonly stream: true }
  /** What it goes on from; undefined for an answer from the start. */
  readonly begun: BegunAnswer | undefined
  /** Everything said so far; the same object grows. */
  snapshot: ChatCompletionSnapshot | undefined
  readonly events: TimelineEvent[] = []
  /** When the first piece came, on the clock of `performance.now()`. */
  first: number | undefined
  readonly sent: number = performance.now()
  readonly #abort = new AbortController()
  readonly #listeners = new Set<() => void>()
  #told = false

  constructor(request: ChatCompletionRequest, begun?: BegunAnswer) {
    this.request = { ...request, stream: true, stream_options: { include_usage: true } }
    this.begun = begun
  }

  /** The words so far, those it goes on from included. */
  get text(): string {
    return (this.begun?.content ?? '') + (this.snapshot?.choices[0]?.message.content ?? '')
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Stops the answer; what came stays. */
  stop(): void {
    this.#abort.abort()
  }

  /** Calls back when there is more to show, in the next frame. Gives the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Tells that something came. */
  changed(): void {
    if (this.#told) return
    this.#told = true
    requestAnimationFrame(() => {
      this.#told = false
      for (const listener of this.#listeners) listener()
    })
  }
}
