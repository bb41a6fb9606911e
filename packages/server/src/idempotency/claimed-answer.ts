import type { Clock } from 'colloquy'
import { encodeDone, encodeEvent } from 'colloquy/stream'
import { errorBody } from '../answer/error-response.ts'
import type { ClaimedKey, IdempotencyStore } from '../store/idempotency-store.ts'
import { renewEvery } from '../store/renew-every.ts'

/**
 * How long a key is held without a sign of life of its holder, and how long an answer is kept: a day, as OpenAI does. Who
 * tries again after a server died waits for the end of the lease, and most clients wait no longer than a minute.
 */
export const idempotencyTimes = { lease: 20_000, renewal: 5_000, lifetime: 86_400_000 } as const

/** The one answer of an idempotency key, while it is being made. It is kept before its end goes out. */
export class ClaimedAnswer {
  readonly #store: IdempotencyStore
  readonly #claimed: ClaimedKey
  readonly #stopRenewing: () => void

  constructor(store: IdempotencyStore, claimed: ClaimedKey, clock: Clock) {
    this.#store = store
    this.#claimed = claimed
    this.#stopRenewing = renewEvery(idempotencyTimes.renewal, clock, () => store.renew(claimed, idempotencyTimes.lease))
  }

  /** Keeps a whole answer, JSON text. */
  async keep(body: string): Promise<void> {
    await this.#keep({ status: 200, contentType: 'application/json', body })
  }

  /** The same events; all of them are kept before `[DONE]` goes out, and none of an answer that does not get there. */
  async *keepEvents(events: AsyncIterable<string>): AsyncGenerator<string, void> {
    const parts: string[] = []
    for await (const event of events) {
      parts.push(event)
      if (event === encodeDone()) {
        try {
          await this.#keep({ status: 200, contentType: 'text/event-stream; charset=utf-8', body: parts.join('') })
        } catch (error) {
          await this.release()
          yield encodeEvent(errorBody(error))
          return
        }
      }
      yield event
    }
    await this.release()
  }

  /**
   * Frees the key for another try, where nothing was kept. Never rejects: a store that is away would hide why the answer
   * failed, and the key is free at the end of its lease anyway.
   */
  async release(): Promise<void> {
    this.#stopRenewing()
    await this.#store.release(this.#claimed).catch(() => undefined)
  }

  async #keep(answer: Parameters<IdempotencyStore['keep']>[1]): Promise<void> {
    await this.#store.keep(this.#claimed, answer, idempotencyTimes.lifetime)
    this.#stopRenewing()
  }
}
