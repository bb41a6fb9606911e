import { StreamTruncatedError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionStreamResponseDelta,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot, ChatCompletionSnapshotChoice } from './completion-snapshot.ts'
import { mergeField } from './merge-fields.ts'
import { ToolCallSlots } from './tool-call-slots.ts'

/** Joins chunks into the completion they are the pieces of. Throws `StreamTruncatedError` where the end is missing. */
export function accumulate(chunks: Iterable<ChatCompletionChunk>): ChatCompletion {
  const accumulator = new ChatCompletionAccumulator()
  for (const chunk of chunks) accumulator.push(chunk)
  return accumulator.end()
}

/**
 * Builds the completion while its chunks come in: every choice, every tool call, every vendor's field. Pure; linear.
 *
 * @example
 * const accumulator = new ChatCompletionAccumulator()
 * for await (const chunk of stream) {
 *   accumulator.push(chunk)
 *   render(accumulator.snapshot.choices[0]?.message.content)
 * }
 */
export class ChatCompletionAccumulator {
  /** Everything so far. Live: the same object grows with each chunk; `structuredClone` it to keep a moment. */
  readonly snapshot: ChatCompletionSnapshot = { id: '', object: 'chat.completion', created: 0, model: '', choices: [] }
  #choices: OpenChoice[] = []

  /** Takes the next chunk. The chunk is left as it is. */
  push(chunk: ChatCompletionChunk): void {
    if (!isRecord(chunk)) return
    this.#envelope(chunk)
    const { choices } = chunk
    for (let at = 0; at < choices?.length; at++) {
      const choice = choices[at]
      if (choice) this.#choice(choice.index ?? 0).push(choice)
    }
  }

  // What each chunk passes is kept in small methods: in the first answers of a process, compiling them costs more than
  // running them does.
  #envelope(chunk: Readonly<Record<string, unknown>>): void {
    const { snapshot } = this
    if (isRecord(snapshot)) for (const key in chunk) if (chunk[key] !== snapshot[key]) this.#change(key, chunk[key])
  }

  #change(key: string, value: unknown): void {
    // Azure's first chunk has an empty id and model; usage is null until the last chunk.
    if (value === null || value === '' || key === 'choices' || key === 'object' || key === 'obfuscation') return
    mergeField(this.snapshot, key, value, 'replace')
  }

  /** Gives the whole completion. Throws `StreamTruncatedError` unless every choice has its `finish_reason`. */
  end(): ChatCompletion {
    const { choices, ...envelope } = this.snapshot
    const finished: ChatCompletion['choices'] = []
    for (const choice of choices) {
      const { finish_reason } = choice
      if (finish_reason) finished.push({ ...choice, finish_reason })
    }
    if (finished.length === choices.length && finished.length > 0) return { ...envelope, choices: finished }
    throw new StreamTruncatedError(undefined, { partial: this.snapshot })
  }

  #choice(index: number): OpenChoice {
    const { snapshot } = this
    const first = this.#choices[0]
    const known = first?.choice.index === index ? first : this.#choices.find((open) => open.choice.index === index)
    if (known) return known
    const opened = new OpenChoice(index)
    this.#choices = [...this.#choices, opened].toSorted((a, b) => a.choice.index - b.choice.index)
    snapshot.choices = this.#choices.map(({ choice }) => choice)
    return opened
  }
}

/** One choice under construction. */
class OpenChoice {
  readonly choice: ChatCompletionSnapshotChoice
  #calls: ToolCallSlots | undefined

  constructor(index: number) {
    const message = { role: 'assistant' as const, content: null, refusal: null }
    this.choice = { index, message, logprobs: null, finish_reason: null }
  }

  push(piece: ChatCompletionChunkChoice): void {
    const { choice } = this
    if (piece.delta) this.#delta(piece.delta)
    if (!isRecord(piece) || !isRecord(choice)) return
    for (const key in piece) if (piece[key] !== choice[key]) this.#change(key, piece[key])
  }

  #change(key: string, value: unknown): void {
    if (value === null || key === 'index' || key === 'delta' || (key === 'finish_reason' && !value)) return
    mergeField(this.choice, key, value, 'replace')
  }

  #delta(delta: ChatCompletionStreamResponseDelta): void {
    const { message } = this.choice
    const { content, tool_calls: pieces } = delta
    if (!isRecord(delta)) return
    for (const key in delta) {
      if (key === 'content' && typeof content === 'string' && typeof message.content === 'string') {
        message.content += content
      } else if (key === 'tool_calls') this.#toolCalls(pieces)
      else if (key !== 'role') mergeField(message, key, delta[key], 'append')
    }
  }

  #toolCalls(pieces: ChatCompletionStreamResponseDelta['tool_calls']): void {
    if (!Array.isArray(pieces)) return
    const slots = (this.#calls ??= new ToolCallSlots())
    for (const piece of pieces) if (piece) slots.push(piece)
    if (slots.calls.length > 0) this.choice.message.tool_calls = slots.calls
  }
}
