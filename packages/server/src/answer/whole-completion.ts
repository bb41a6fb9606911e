import type { ChatCompletion, ChatCompletionChoice, ChatCompletionChunk } from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import { arrivalsOf } from './arrivals-of.ts'

/** Completions that came whole and lack nothing, by the chunks that stand for them. */
const whole = new WeakMap<ChatCompletionChunk, ChatCompletion>()

/** A completion that came whole as the one chunk that says the same: joined again, it is the completion. */
export function wholeChunk(completion: ChatCompletion): ChatCompletionChunk {
  const { choices, ...envelope } = completion
  const chunk: ChatCompletionChunk = {
    ...envelope,
    object: 'chat.completion.chunk',
    choices: choices.map(({ message, ...choice }) => {
      const { tool_calls: calls, ...delta } = message
      const indexed = calls?.map((call, index) => ({ index, ...call }))
      return { ...choice, delta: indexed === undefined ? delta : { ...delta, tool_calls: indexed } }
    }),
  }
  if (hasAll(completion)) whole.set(chunk, completion)
  return chunk
}

/**
 * The completion that chunks say. One that came whole is given as it came, unless something is missing in it or is to be
 * left out: joining the one chunk again is a thirtieth of the CPU of a request.
 */
export async function joinedCompletion(chunks: AsyncIterable<ChatCompletionChunk>): Promise<ChatCompletion> {
  const arrivals = arrivalsOf(chunks)
  const accumulator = new ChatCompletionAccumulator()
  let asItCame: ChatCompletion | undefined
  for (;;) {
    const taken = arrivals.take()
    if (taken === undefined) await arrivals.ready()
    else if (taken.done === true) return asItCame ?? accumulator.end()
    else {
      asItCame = whole.get(taken.value)
      if (asItCame === undefined) accumulator.push(taken.value)
    }
  }
}

/** Whether it has every field that OpenAI's have, and no other that is null. */
function hasAll({ object, id, created, model, choices, ...others }: ChatCompletion): boolean {
  return (
    object === 'chat.completion' &&
    [id, created, model].every(Boolean) &&
    choices.every(isWhole) &&
    Object.values(others).every((value) => value !== null)
  )
}

function isWhole({ index, message, logprobs, finish_reason: reason }: ChatCompletionChoice, at: number): boolean {
  const { role, content, refusal, tool_calls: calls, ...others } = message
  return (
    index === at &&
    logprobs !== undefined &&
    Boolean(reason) &&
    role === 'assistant' &&
    content !== undefined &&
    refusal !== undefined &&
    calls === undefined &&
    Object.values(others).every((value) => value !== null)
  )
}
