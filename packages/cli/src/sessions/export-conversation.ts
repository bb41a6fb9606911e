/** A conversation as a file for people or for programs. */
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import { partsOf } from '../ask/user-message.ts'

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
  const parts = messages.map((message) => `**${titles[message.role]}**\n\n${markdownOf(message)}\n`)
  return title + parts.join('\n')
}

// What was attached stands in a fence, so that it is told apart from what was written.
function markdownOf(message: ChatCompletionRequestMessage): string {
  const { text, attachments } = partsOf(message)
  const attached = attachments.map(({ name, part }) =>
    part.type === 'text' ? `${name}:\n\n${fenced(part.text.slice(name.length + 2))}` : `[${name}]`,
  )
  return [...attached, text].filter((part) => part !== '').join('\n\n')
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

const titles = {
  system: 'System',
  developer: 'Developer',
  user: 'You',
  assistant: 'Model',
  tool: 'Tool',
  function: 'Function',
} as const
