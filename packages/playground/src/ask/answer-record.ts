import type { ChatCompletionSnapshot } from 'colloquy'

/** How an answer came about, kept with it. */
export interface AnswerRecord {
  /** What came; after a stop or a failure, as far as it came. */
  readonly completion?: ChatCompletionSnapshot | undefined
  readonly outcome: 'complete' | 'stopped' | 'failed'
  /** Present when it failed. */
  readonly failure?: AnswerFailure | undefined
  readonly times: AnswerTimes
  /** Tokens that the model's context holds, where the server tells. */
  readonly contextSize?: number | undefined
}

/** What went wrong, in words to show. */
export interface AnswerFailure {
  readonly message: string
  readonly code?: string | undefined
  /** HTTP status, where a server spoke. */
  readonly status?: number | undefined
  readonly param?: string | undefined
  readonly requestId?: string | undefined
  /** Seconds to wait before another try, where the server told. */
  readonly retryAfter?: number | undefined
}

/** Milliseconds on one clock. */
export interface AnswerTimes {
  readonly sent: number
  /** When the first piece of the answer came; undefined when none did. */
  readonly first?: number | undefined
  readonly end: number
}
