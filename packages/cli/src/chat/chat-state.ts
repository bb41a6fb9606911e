/** What a conversation at the terminal knows between two messages. */
import type { OptionValues } from '../arguments/command-spec.ts'
import type { EngineSettings, Target } from '../ask/target.ts'
import type { ReadAttachment } from '../attachments/read-attachment.ts'
import type { CommandContext } from '../command-context.ts'
import type { askOptions } from '../commands/ask-options.ts'
import type { Keyboard } from '../editor/keyboard.ts'
import type { Toolbox } from '../tools/toolbox.ts'
import type { BackendHolder } from './backend-holder.ts'
import type { Conversation } from './conversation.ts'

/** Slash commands change it; the next turn reads it. */
export interface ChatState {
  readonly context: CommandContext
  readonly keyboard: Keyboard
  readonly backend: BackendHolder
  readonly kept: boolean
  readonly toolbox: Toolbox
  readonly options: OptionValues<typeof askOptions>
  /** What flags say of the engine, whoever is asked now. */
  readonly engine: EngineSettings | undefined
  conversation: Conversation
  target: Target
  /** Fields of the request beside what flags set: `/set`, `/schema` and `-o`. */
  fields: Readonly<Record<string, unknown>>
  /** What goes with the next message. */
  attachments: readonly ReadAttachment[]
  /** Names that Tab completes after /model. */
  models: readonly string[]
  /** The line about the last answer. */
  statistics: string | undefined
}

/** What follows a slash command: nothing, an answer of the model or more of its last one, a message to go on writing, or the end. */
export type SlashOutcome =
  | { readonly type: 'answer' | 'more' | 'exit' }
  | { readonly type: 'write'; readonly text: string }
  | undefined
