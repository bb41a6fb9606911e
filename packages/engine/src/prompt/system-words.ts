import type { ChatCompletionRequestMessage } from 'colloquy/protocol'

import { plainContent } from './message-content.ts'

/**
 * Adds words of ours, after a blank line, to the system message that begins a conversation. Makes one if there is none.
 */
export function withSystemWords(
  messages: readonly ChatCompletionRequestMessage[],
  words: string,
): ChatCompletionRequestMessage[] {
  const [first, ...rest] = messages
  if (first === undefined || (first.role !== 'system' && first.role !== 'developer')) {
    return [{ role: 'system', content: words }, ...messages]
  }
  return [{ ...first, content: `${plainContent(first, 0)}\n\n${words}` }, ...rest]
}
