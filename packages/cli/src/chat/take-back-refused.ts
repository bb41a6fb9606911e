/** Keeps a conversation able to go on after a message that the model cannot take. */
import type { Failure } from '../failure/failure.ts'
import type { Conversation } from './conversation.ts'

/**
 * Takes the last message back where it is what was refused: left in the conversation, it would have every later
 * question refused with it. A refused field of the request (`/set`) is no reason, nor is a failing server.
 */
export function takeBackRefused(conversation: Conversation, { exitCode, code, param }: Failure): boolean {
  const last = conversation.entries.at(-1)?.message
  if (exitCode !== 2 || last?.role !== 'user') return false
  // Not every server names the field, so an attachment is suspected where none is named.
  const isRefused =
    code === 'context_length_exceeded' || (param === null ? Array.isArray(last.content) : param.startsWith('messages'))
  return isRefused && conversation.undo() !== undefined
}
