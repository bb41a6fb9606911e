import type { ChatCompletionRequestMessage } from 'colloquy/protocol'

import { plainContent } from './message-content.ts'

/** Adds words of ours to the system message that begins a conversation, behind a blank line; makes one where there is none. */
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
