import type { ChatCompletionRequestMessage } from 'colloquy/protocol'

/** The words of a message: its text parts, a refusal, and calls of tools as `name(arguments)`. */
export function messageText(message: ChatCompletionRequestMessage): string {
  const { content } = message
  const parts: string[] = []
  if (typeof content === 'string') parts.push(content)
  else {
    for (const part of content ?? []) {
      if (part.type === 'text') parts.push(part.text)
      else if (part.type === 'refusal') parts.push(part.refusal)
      else parts.push(`[${part.type.replace('_url', '').replace('input_', '')}]`)
    }
  }
  if (message.role === 'assistant') {
    if (message.refusal) parts.push(message.refusal)
    for (const call of message.tool_calls ?? []) {
      parts.push(
        call.type === 'function'
          ? `${call.function.name}(${call.function.arguments})`
          : `${call.custom.name}(${call.custom.input})`,
      )
    }
  }
  return parts.join('\n')
}
