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

/** The parts of a message as {@link userMessage} puts them together. */
export interface MessageParts {
  readonly words: string
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** Addresses of pictures. */
  readonly images: readonly string[]
}

/** Takes a message's content apart again: texts that begin with a file's name are files, the others words. */
export function readParts(content: ChatCompletionRequestMessage['content']): MessageParts {
  if (typeof content === 'string') return { words: content, files: [], images: [] }
  const words: string[] = []
  const files: { name: string; text: string }[] = []
  const images: string[] = []
  for (const part of content ?? []) {
    if (part.type === 'image_url') images.push(part.image_url.url)
    if (part.type !== 'text') continue
    const file = fileOf(part.text)
    if (file === undefined) words.push(part.text)
    else files.push(file)
  }
  return { words: words.join('\n\n'), files, images }
}

/** The message with other words; its files stay. */
export function withWords(message: ChatCompletionRequestMessage, text: string): ChatCompletionRequestMessage {
  if (message.role !== 'user' || typeof message.content === 'string') return { ...message, content: text }
  const files = message.content.filter((part) => part.type !== 'text' || fileOf(part.text) !== undefined)
  return { ...message, content: text.trim() === '' ? files : [{ type: 'text', text }, ...files] }
}

function fileOf(part: string): { name: string; text: string } | undefined {
  const [, name, text] = /^([^\n]{1,200}\.\w{1,10}):\n\n([^]*)$/.exec(part) ?? []
  return name === undefined || text === undefined ? undefined : { name, text }
}
