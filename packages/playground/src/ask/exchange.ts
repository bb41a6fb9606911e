import type { ChatCompletionRequest } from 'colloquy'

import type { TimelineEvent } from './event-tap.ts'

/** What went over the wire for one answer, both ways. Too large to keep for longer than the page is open. */
export interface Exchange {
  /** What was sent, to the field. */
  readonly request: ChatCompletionRequest
  /** The events of the stream, in the order they came. */
  readonly events: readonly TimelineEvent[]
  /** When the request was sent, on the clock of `performance.now()`. */
  readonly sent: number
}
