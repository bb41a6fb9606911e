import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'

/** A part of a message as templates know it. */
export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** A message's content as text: whole, in parts, or none. */
export type TextContent = string | readonly TextPart[] | null | undefined

/**
 * Reads the content of a message as text. Refusals count as text. Throws `unsupported_value` for images, audio and
 * files: the native binding cannot read them (docs/decisions/0002-no-pictures-yet.md).
 */
export function textContent(message: ChatCompletionRequestMessage, index: number): TextContent {
  const { content } = message
  if (typeof content === 'string') return content
  // An answer that declined has its words in `refusal`.
  if (content === null || content === undefined)
    return message.role === 'assistant' ? (message.refusal ?? content) : content
  return content.map((part, at) => {
    if (part.type === 'text') return { type: 'text', text: part.text }
    if (part.type === 'refusal') return { type: 'text', text: part.refusal }
    throw new InvalidRequestError(
      `messages[${index}].content[${at}] is of type \`${part.type}\`; this engine reads text only. Send text parts, or ask a server that takes such input.`,
      { code: 'unsupported_value', param: `messages[${index}].content[${at}].type` },
    )
  })
}

/** Joins parts with newlines, as vLLM and llama.cpp do for templates that know strings only. */
export function joinParts(parts: readonly TextPart[]): string {
  return parts.map((part) => part.text).join('\n')
}

/** The content of a message as one string; empty where there is none. */
export function plainContent(message: ChatCompletionRequestMessage, index: number): string {
  const content = textContent(message, index) ?? ''
  return typeof content === 'string' ? content : joinParts(content)
}
