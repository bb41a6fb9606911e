/** A conversation as a file for people or for programs. */
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import { messageText } from './message-text.ts'

/** `jsonl` is one message a line as the API has it, so it is read back by `sessions import`; Markdown is for reading. */
export type ExportFormat = 'markdown' | 'jsonl'

/** What an export needs to know of a conversation. */
export interface ExportedConversation {
  readonly messages: readonly ChatCompletionRequestMessage[]
  readonly session: { readonly name: string } | undefined
}

/** The whole text of the file. */
export function exportConversation({ messages, session }: ExportedConversation, format: ExportFormat): string {
  if (format === 'jsonl') return messages.map((message) => `${JSON.stringify(message)}\n`).join('')
  const title = session?.name ? `# ${session.name}\n\n` : ''
  const parts = messages.map((message) => `**${titles[message.role]}**\n\n${messageText(message)}\n`)
  return title + parts.join('\n')
}

const titles = {
  system: 'System',
  developer: 'Developer',
  user: 'You',
  assistant: 'Model',
  tool: 'Tool',
  function: 'Function',
} as const
