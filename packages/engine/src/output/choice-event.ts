import type { ChatCompletionTokenLogprob } from 'colloquy/protocol'

import type { OutputEvent } from '../dialects/split/output-event.ts'

/** Text of the answer, with the log probabilities of the tokens it came from. */
export interface ContentEvent {
  readonly type: 'content'
  /** Whole characters; never empty. */
  readonly text: string
  readonly logprobs: readonly ChatCompletionTokenLogprob[]
}

/** What a choice brings to the reader. */
export type ChoiceEvent = ContentEvent | Exclude<OutputEvent, { type: 'content' }>
