import { shortMessage } from '../ask/user-message.ts'
import { shownMarkdown } from '../render/shown-markdown.ts'
import type { Entry } from '../sessions/session.ts'
import { messageText } from '../sessions/message-text.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { printable } from '../terminal/printable.ts'

/** The last exchange of a conversation that is gone on with, so that one sees where one was; empty for a new one. */
export function lastLines(entries: readonly Entry[], stdout: OutputStream): string {
  const from = entries.findLastIndex(({ message }) => message.role === 'user')
  return entries
    .slice(Math.max(0, from))
    .map(({ message }) =>
      message.role === 'user'
        ? askedLines(shortMessage(message), stdout)
        : shownMarkdown(`${messageText(message).trimEnd()}\n`, stdout),
    )
    .join('')
}

/** A message as it stands where it was typed. */
export function askedLines(text: string, stdout: OutputStream): string {
  return `${stdout.style('bold', '>')} ${printable(text).replaceAll('\n', '\n  ')}\n`
}
