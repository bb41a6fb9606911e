import { isColloquyError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { RenderedPrompt } from './rendered-prompt.ts'

/** What becomes of a conversation that is longer than the context. */
export type ContextOverflow = 'refuse' | 'drop-oldest'

/** A conversation as the model reads it. */
export interface FittedPrompt {
  readonly rendered: RenderedPrompt
  readonly tokens: Uint32Array
  /** How many messages were left out. */
  readonly dropped: number
}

type Build = (messages: ChatCompletionRequest['messages']) => Omit<FittedPrompt, 'dropped'>

/**
 * Builds the prompt of a conversation. With `refuse`, a prompt that fills the context is returned as it is, and the
 * caller refuses it. With `drop-oldest`, if the whole conversation fills the context, the fewest oldest turns are left
 * out that make room for the answer: as much as the request allows it, by default a quarter of the context, and at most
 * half of it. A turn is a message of the user with everything up to the next one. Instructions (`system`, `developer`)
 * and the last turn always stay.
 */
export function fitConversation(
  request: ChatCompletionRequest,
  build: Build,
  { contextSize, overflow }: { contextSize: number; overflow: ContextOverflow },
): FittedPrompt {
  const { messages } = request
  const turns = turnStarts(messages)
  if (overflow === 'refuse' || turns.length < 2) return { ...build(messages), dropped: 0 }
  const whole = unlessTooLong(build, messages)
  if (whole !== undefined && whole.tokens.length < contextSize) return { ...whole, dropped: 0 }

  const asked = request.max_completion_tokens ?? request.max_tokens ?? Math.floor(contextSize / 4)
  const most = contextSize - Math.min(asked, Math.floor(contextSize / 2))
  // A binary search finds the fewest turns, since dropping more always makes the prompt shorter.
  let [few, many] = [1, turns.length - 1]
  while (few < many) {
    const middle = (few + many) >> 1
    const prompt = unlessTooLong(build, without(messages, turns[middle] ?? 0))
    if (prompt !== undefined && prompt.tokens.length <= most) many = middle
    else few = middle + 1
  }
  const kept = without(messages, turns[many] ?? 0)
  return { ...build(kept), dropped: messages.length - kept.length }
}

function turnStarts(messages: ChatCompletionRequest['messages']): number[] {
  return messages.flatMap(({ role }, index) => (role === 'user' ? [index] : []))
}

function without(messages: ChatCompletionRequest['messages'], end: number): ChatCompletionRequest['messages'] {
  return messages.filter(({ role }, index) => index >= end || role === 'system' || role === 'developer')
}

function unlessTooLong(build: Build, messages: ChatCompletionRequest['messages']): ReturnType<Build> | undefined {
  try {
    return build(messages)
  } catch (error) {
    if (isColloquyError(error) && error.code === 'context_length_exceeded') return undefined
    throw error
  }
}
