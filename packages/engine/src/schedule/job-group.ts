import type { RequestTerms } from './request-terms.ts'

/** The answers of one request: they share its fate, and end together when one fails or the caller leaves. */
export class JobGroup {
  /** Resolves when the last answer has ended; rejects with what ended the request before. */
  readonly settled: Promise<void>
  readonly terms: RequestTerms
  /** When it was asked, in milliseconds of the scheduler's clock. */
  readonly askedAt: number
  /** When the first answer took a slot, in milliseconds of the scheduler's clock. */
  startedAt: number | undefined
  readonly #onOver: () => void
  #open: number
  #over = false
  #resolve: () => void = () => {}
  #reject: (error: unknown) => void = () => {}

  /** `onOver` is called once, when the request is over in whatever way. */
  constructor(answers: number, terms: RequestTerms, askedAt: number, onOver: (group: JobGroup) => void) {
    this.terms = terms
    this.askedAt = askedAt
    this.#open = answers
    this.#onOver = (): void => onOver(this)
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  /** True once the request is answered, failed or was aborted: its jobs leave at the next step. */
  get over(): boolean {
    return this.#over
  }

  /** Notes that one more answer has ended by itself. */
  endOne(): void {
    this.#open--
    if (this.#open === 0) this.settle()
  }

  /** Ends the request; with an error it fails. Later calls do nothing. */
  settle(error?: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#onOver()
    if (error === undefined) this.#resolve()
    else this.#reject(error)
  }
}
