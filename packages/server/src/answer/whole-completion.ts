import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
} from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import { arrivalsOf } from './arrivals-of.ts'

/** Completions that came whole and lack nothing, by the chunks that stand for them. */
const whole = new WeakMap<ChatCompletionChunk, ChatCompletion>()

/** A completion that came whole as the one chunk that says the same: joined again, it is the completion. */
export function wholeChunk(completion: ChatCompletion): ChatCompletionChunk {
  const choices = completion.choices.map(asPiece)
  const chunk: ChatCompletionChunk = { ...completion, object: 'chat.completion.chunk', choices }
  if (hasAll(completion)) whole.set(chunk, completion)
  return chunk
}

// The fields are named: what is taken over as the rest of an object costs eight times as much.
function asPiece({
  index,
  message,
  logprobs,
  finish_reason,
  ...others
}: ChatCompletionChoice): ChatCompletionChunkChoice {
  const { role, content, refusal, tool_calls: calls, ...rest } = message
  const delta = { role, content, refusal, ...rest }
  const indexed = calls?.map((call, at) => ({ index: at, ...call }))
  return { index, delta: indexed ? { ...delta, tool_calls: indexed } : delta, logprobs, finish_reason, ...others }
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
function hasAll(completion: ChatCompletion): boolean {
  const { object, id, created, model, choices } = completion
  return (
    object === 'chat.completion' &&
    id !== '' &&
    created > 0 &&
    model !== '' &&
    hasNoNull(completion) &&
    choices.every(isWhole)
  )
}

function isWhole({ index, message, logprobs, finish_reason: reason }: ChatCompletionChoice, at: number): boolean {
  const { role, content, refusal, tool_calls: calls } = message
  const isText = role === 'assistant' && content !== undefined && refusal !== undefined && calls === undefined
  return index === at && logprobs !== undefined && Boolean(reason) && isText && hasNoNull(message, nullable)
}

const nullable = ['content', 'refusal']

function hasNoNull(value: object, except: readonly string[] = []): boolean {
  return Object.entries(value).every(([name, each]) => each !== null || except.includes(name))
}
