import type { ChatCompletionRequestMessageContentPartText } from './content-part.ts'

/** Text the answer will mostly repeat, such as the file being edited; matching stretches are generated faster. */
export interface PredictionContent {
  /** Always `content`. */
  type: 'content'
  /** The expected text: a string, or one or more text parts. */
  content: string | readonly ChatCompletionRequestMessageContentPartText[]
}
