import type { ChatCompletionRequestUserMessageContentPart, ChatCompletionRequestMessage } from 'colloquy'

import type { Attachment } from './read-attachment.ts'

/** What a person said, with the files beside it: plain text where there are none. */
export function userMessage(text: string, attachments: readonly Attachment[]): ChatCompletionRequestMessage {
  if (attachments.length === 0) return { role: 'user', content: text }
  const parts = attachments.map((attachment): ChatCompletionRequestUserMessageContentPart =>
    attachment.kind === 'image'
      ? { type: 'image_url', image_url: { url: attachment.url } }
      : { type: 'text', text: `${attachment.name}:\n\n${attachment.text}` },
  )
  const words: ChatCompletionRequestUserMessageContentPart[] = text.trim() === '' ? [] : [{ type: 'text', text }]
  return { role: 'user', content: [...words, ...parts] }
}
