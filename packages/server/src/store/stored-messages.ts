import type { ChatCompletionRequestMessage, ChatCompletionStoredContentPart } from 'colloquy/protocol'
import type { StoredMessage } from './completion-store.ts'

/**
 * The messages of a request in the form in which they are read again: each has an id made of the completion's, and its
 * text in `content`. `content_parts` has the text and image parts of what was sent in parts; the published schema has
 * room for those two kinds alone.
 */
export function storedMessages(
  completionId: string,
  messages: readonly ChatCompletionRequestMessage[],
): StoredMessage[] {
  return messages.map((message, index) => {
    const { content = null, ...rest } = message
    const parts = typeof content === 'string' || content === null ? null : content.filter(isStoredPart)
    return {
      refusal: null,
      name: null,
      ...rest,
      id: `${completionId}-${index}`,
      content: typeof content === 'string' ? content : textOf(parts),
      content_parts: parts,
    }
  })
}

function isStoredPart(part: { readonly type: string }): part is ChatCompletionStoredContentPart {
  return part.type === 'text' || part.type === 'image_url'
}

function textOf(parts: readonly ChatCompletionStoredContentPart[] | null): string | null {
  const texts = parts?.flatMap((part) => (part.type === 'text' ? [part.text] : [])) ?? []
  return texts.length === 0 ? null : texts.join('')
}
