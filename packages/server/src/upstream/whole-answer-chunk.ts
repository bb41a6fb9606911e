import type { ChatCompletion, ChatCompletionChunk } from 'colloquy/protocol'

/** A completion that came whole as the one chunk that says the same: joined again, it is the completion. */
export function wholeAnswerChunk({ choices, ...completion }: ChatCompletion): ChatCompletionChunk {
  return {
    ...completion,
    object: 'chat.completion.chunk',
    choices: choices.map(({ message, ...choice }) => {
      const { tool_calls: calls, ...delta } = message
      const indexed = calls?.map((call, index) => ({ index, ...call }))
      return { ...choice, delta: indexed === undefined ? delta : { ...delta, tool_calls: indexed } }
    }),
  }
}
