import { paintNote } from '../terminal/paint-note.ts'
import type { ChatState } from './chat-state.ts'

/** Says something about the conversation, which is no part of it. */
export function say({ context }: Pick<ChatState, 'context'>, line: string): void {
  paintNote(context.stderr, line)
}
