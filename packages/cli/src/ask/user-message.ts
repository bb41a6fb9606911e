import type { ChatCompletionRequestUserMessage } from 'colloquy/protocol'
import type { ReadAttachment } from '../attachments/read-attachment.ts'

/** The message of a person: plain text, or the attachments before the text where there are any. */
export function userMessage(text: string, attachments: readonly ReadAttachment[]): ChatCompletionRequestUserMessage {
  if (attachments.length === 0) return { role: 'user', content: text }
  return { role: 'user', content: [...attachments.map(({ part }) => part), { type: 'text', text }] }
}
