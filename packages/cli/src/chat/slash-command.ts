import type { ChatState, SlashOutcome } from './chat-state.ts'

/** One command of a conversation. */
export interface SlashCommand {
  readonly name: string
  /** Another name people try. */
  readonly also?: string
  readonly usage: string
  readonly help: string
  run(rest: string, state: ChatState): Promise<SlashOutcome>
}
