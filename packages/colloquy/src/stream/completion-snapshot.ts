import type { ChatCompletion, ChatCompletionChoice, ChatCompletionFinishReason } from '../protocol/index.ts'

/** A completion while it is being streamed: everything said so far. */
export interface ChatCompletionSnapshot extends Omit<ChatCompletion, 'choices'> {
  /** The answers so far, in order of their `index`. */
  choices: ChatCompletionSnapshotChoice[]
}

/** One answer while it is being streamed. */
export interface ChatCompletionSnapshotChoice extends Omit<ChatCompletionChoice, 'finish_reason'> {
  /** Why it stopped; null while it goes on. */
  finish_reason: ChatCompletionFinishReason | null
}
