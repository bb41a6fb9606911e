import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
} from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import type { Arrivals } from './arrivals.ts'
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
  try {
    return await joined(arrivals)
  } catch (error) {
    // Where a chunk cannot be joined, the backend does not know that nobody reads on.
    await arrivals.return()
    throw error
  }
}

async function joined(arrivals: Arrivals<ChatCompletionChunk>): Promise<ChatCompletion> {
  const accumulator = new ChatCompletionAccumulator()
  const join = (chunk: ChatCompletionChunk | undefined): void => chunk && accumulator.push(chunk)
  let count = 0
  /** The only chunk so far, where it stands for a whole completion. */
  let only: ChatCompletionChunk | undefined
  for (;;) {
    const taken = arrivals.take()
    if (taken === undefined) await arrivals.ready()
    else if (taken.done === true) break
    else if (count++ === 0 && whole.has(taken.value)) only = taken.value
    else {
      join(only)
      only = undefined
      join(taken.value)
    }
  }
  const completion = only && whole.get(only)
  if (only && completion && saysTheSame(only, completion)) return completion
  join(only)
  return accumulator.end()
}

/** Whether a chunk still says what its completion does: a backend in between may have changed its fields. */
function saysTheSame(chunk: ChatCompletionChunk, completion: ChatCompletion): boolean {
  const { choices } = completion
  return (
    isSame(chunk, completion, ['object', 'choices']) &&
    chunk.choices.length === choices.length &&
    chunk.choices.every((piece, at) => {
      const choice = choices[at]
      return choice && isSame(piece, choice, ['delta', 'message']) && isSame(piece.delta, choice.message)
    })
  )
}

/** Whether two objects have as many fields, and the same values in all but some. Lists and objects in them are shared. */
function isSame(one: object, other: object, except: readonly string[] = []): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => except.includes(name) || Reflect.get(one, name) === Reflect.get(other, name))
  )
}

/** Whether it has every field that OpenAI's have, and none that joining would leave out. */
function hasAll(completion: ChatCompletion): boolean {
  const { object, id, created, model, choices } = completion
  const isNamed = Boolean(id) && created > 0 && Boolean(model)
  return object === 'chat.completion' && isNamed && hasNone(completion, [null, '']) && choices.every(isWhole)
}

function isWhole(choice: ChatCompletionChoice, at: number): boolean {
  const { index, message, logprobs, finish_reason: reason } = choice
  const { role, content, refusal, tool_calls: calls } = message
  const isText = role === 'assistant' && content !== undefined && refusal !== undefined && calls === undefined
  const isLean = hasNone(choice, [null], ['logprobs']) && hasNone(message, [null], ['content', 'refusal'])
  return index === at && logprobs !== undefined && Boolean(reason) && isText && isLean
}

/** Whether no field but some has one of the values. */
function hasNone(record: object, values: readonly unknown[], except: readonly string[] = []): boolean {
  return Object.entries(record).every(([name, value]) => !values.includes(value) || except.includes(name))
}
