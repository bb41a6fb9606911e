/** A person's message: what was attached, and what was written. */
import type { ChatCompletionRequestMessage, ChatCompletionRequestUserMessage } from 'colloquy/protocol'
import type { ReadAttachment } from '../attachments/read-attachment.ts'
import { messageText } from '../sessions/message-text.ts'

/** Plain text, or the attachments before the text where there are any. */
export function userMessage(text: string, attachments: readonly ReadAttachment[]): ChatCompletionRequestUserMessage {
  if (attachments.length === 0) return { role: 'user', content: text }
  return { role: 'user', content: [...attachments.map(({ part }) => part), { type: 'text', text }] }
}

/** What `userMessage` was given; of a message with attachments alone the text is empty. */
export function partsOf(message: ChatCompletionRequestMessage): {
  readonly text: string
  readonly attachments: readonly ReadAttachment[]
} {
  if (message.role !== 'user' || typeof message.content === 'string') {
    return { text: messageText(message), attachments: [] }
  }
  const last = message.content.at(-1)
  const attached = last?.type === 'text' ? message.content.slice(0, -1) : message.content
  return {
    text: last?.type === 'text' ? last.text : '',
    attachments: attached.map((part) => ({ name: nameOf(part), part })),
  }
}

/** The message on a line or two: `[notes.txt] What is this?`. */
export function shortMessage(message: ChatCompletionRequestMessage): string {
  const { text, attachments } = partsOf(message)
  return [...attachments.map(({ name }) => `[${name}]`), ...(text === '' ? [] : [text])].join(' ')
}

// A text part is headed by its name.
function nameOf(part: ReadAttachment['part']): string {
  if (part.type === 'text') return /^(.+):\n/u.exec(part.text)?.[1] ?? 'text'
  if (part.type === 'file') return part.file.filename ?? 'file'
  return part.type === 'image_url' ? 'image' : 'sound'
}
