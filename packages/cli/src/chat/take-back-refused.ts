/** Keeps a conversation able to go on after a message that the model cannot take. */
import type { Failure } from '../failure/failure.ts'
import type { Conversation } from './conversation.ts'

/**
 * Takes the last message back if that message was refused. If it stayed, every later question would be refused along
 * with it. Does nothing after a refused request field (`/set`) or a failure of the server.
 */
export function takeBackRefused(conversation: Conversation, { exitCode, code, param }: Failure): boolean {
  const last = conversation.entries.at(-1)?.message
  if (exitCode !== 2 || last?.role !== 'user') return false
  // Not every server names the field, so an attachment is suspected where none is named.
  const isRefused =
    code === 'context_length_exceeded' || (param === null ? Array.isArray(last.content) : param.startsWith('messages'))
  return isRefused && conversation.undo() !== undefined
}
