import type { Entry } from '../sessions/session.ts'
import { shortMessage } from '../ask/user-message.ts'
import { messageText } from '../sessions/message-text.ts'

/** The last exchange of a conversation that is gone on with, so that one sees where one was; empty for a new one. */
export function lastLines(entries: readonly Entry[]): string {
  const from = entries.findLastIndex(({ message }) => message.role === 'user')
  return entries
    .slice(Math.max(0, from))
    .map(({ message }) => `${message.role === 'user' ? `> ${shortMessage(message)}` : messageText(message)}\n`)
    .join('')
}
