/** What the command line asks, read but not yet checked against the API. */
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import type { OptionValues } from '../arguments/command-spec.ts'
import type { askOptions } from '../commands/ask-options.ts'
import type { Target } from './target.ts'

/** One `colloquy ask`. */
export interface Question {
  /** The conversation so far, its last message the question. */
  readonly messages: readonly ChatCompletionRequestMessage[]
  readonly target: Target
  readonly options: OptionValues<typeof askOptions>
  /** The fields of `-o`. */
  readonly extra: Readonly<Record<string, unknown>>
}
