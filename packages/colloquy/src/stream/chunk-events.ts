import type {
  ChatCompletionChunk,
  ChatCompletionFinishReason,
  ChatCompletionMessageToolCallChunk,
  ChatCompletionStreamResponseDelta,
  ChatCompletionToolCall,
  CompletionUsage,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot, ChatCompletionSnapshotChoice } from './completion-snapshot.ts'

/** What happened in a stream; tell events apart by `type`. `choice` is the choice's index. */
export type ChatCompletionEvent =
  | { type: 'content-delta'; choice: number; delta: string; /** Where in the text the delta begins. */ offset: number }
  | { type: 'content-done'; choice: number; content: string }
  | { type: 'refusal-delta'; choice: number; delta: string; offset: number }
  | { type: 'refusal-done'; choice: number; refusal: string }
  | { type: 'reasoning-delta'; choice: number; delta: string; offset: number }
  | ToolCallDeltaEvent
  | { type: 'tool-call-done'; choice: number; index: number; call: ChatCompletionToolCall }
  | { type: 'finish'; choice: number; reason: ChatCompletionFinishReason }
  | { type: 'usage'; usage: CompletionUsage }

/** New text of a tool call's arguments or input. */
export interface ToolCallDeltaEvent {
  /** Tells it from other events. */
  type: 'tool-call-delta'
  /** The index of the choice. */
  choice: number
  /** The call's place among the calls of its choice. */
  index: number
  /** The call's id, to answer it by; empty where the server has told none yet. */
  id: string
  /** The name of the function or tool. */
  name: string
  /** New text of the arguments, or of a custom tool's input. */
  delta: string
  /** Where in the text the delta begins. */
  offset: number
}

/**
 * Turns chunks into events. Pure; one instance per stream; linear: events carry what is new and where it begins, never
 * a growing copy.
 */
export class ChunkEvents {
  readonly #choices = new Map<number, ChoiceEvents>()

  #choice(index: number): ChoiceEvents {
    let events = this.#choices.get(index)
    if (!events) this.#choices.set(index, (events = new ChoiceEvents(index)))
    return events
  }

  /** Tells what a chunk brought, once the snapshot holds it. */
  *push(chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot): Generator<ChatCompletionEvent, undefined> {
    for (const { index, delta } of chunk.choices) {
      const choice = snapshot.choices.find((each) => each.index === index)
      if (choice) yield* this.#choice(index).push(delta, choice)
    }
    if (chunk.usage) yield { type: 'usage', usage: chunk.usage }
  }

  /** Tells what the end of the stream makes whole: choices that got no reason to finish have been told before. */
  *end(snapshot: ChatCompletionSnapshot): Generator<ChatCompletionEvent, undefined> {
    for (const choice of snapshot.choices) yield* this.#choice(choice.index).close(choice)
  }
}

/** The events of one choice. Of texts only the length told is kept: cutting a growing text would copy it each time. */
class ChoiceEvents {
  readonly #choice: number
  readonly #told = { reasoning: 0, content: 0, refusal: 0 }
  readonly #calls: number[] = []
  #closed = false

  constructor(choice: number) {
    this.#choice = choice
  }

  *push(
    delta: ChatCompletionStreamResponseDelta,
    { message, finish_reason }: ChatCompletionSnapshotChoice,
  ): Generator<ChatCompletionEvent, undefined> {
    const choice = this.#choice
    const { content, refusal, reasoning, reasoning_content, tool_calls: pieces } = delta
    const texts = { reasoning: reasoning_content ?? reasoning, content, refusal }
    for (const kind of ['reasoning', 'content', 'refusal'] as const) {
      const text = texts[kind]
      if (!text) continue
      yield { type: `${kind}-delta`, choice, delta: text, offset: this.#told[kind] }
      this.#told[kind] += text.length
    }
    if (pieces) yield* this.#callsOf(message.tool_calls ?? [], pieces)
    if (finish_reason) yield* this.close({ message, finish_reason })
  }

  /** Tells what makes the choice whole; nothing the second time. */
  *close({
    message: { content, refusal, tool_calls: calls = [] },
    finish_reason,
  }: Pick<ChatCompletionSnapshotChoice, 'message' | 'finish_reason'>): Generator<ChatCompletionEvent, undefined> {
    if (this.#closed) return
    this.#closed = true
    const choice = this.#choice
    if (content) yield { type: 'content-done', choice, content }
    if (refusal) yield { type: 'refusal-done', choice, refusal }
    for (const [index, call] of calls.entries()) yield { type: 'tool-call-done', choice, index, call }
    if (finish_reason) yield { type: 'finish', choice, reason: finish_reason }
  }

  *#callsOf(
    calls: readonly ChatCompletionToolCall[],
    pieces: readonly ChatCompletionMessageToolCallChunk[],
  ): Generator<ChatCompletionEvent, undefined> {
    // Where one piece came it is what a text grew by: cutting that out of the text would make one string of it.
    const [piece, another] = pieces
    const added = another ? undefined : (piece?.function?.arguments ?? piece?.custom?.input)
    for (const [index, call] of calls.entries()) {
      const offset = this.#calls[index] ?? 0
      const { name, text } = nameAndText(call)
      // The first event of a call tells its name, even where no argument has come yet.
      if (index in this.#calls && text.length === offset) continue
      const delta = added?.length === text.length - offset ? added : text.slice(offset)
      yield { type: 'tool-call-delta', choice: this.#choice, index, id: call.id, name, delta, offset }
      this.#calls[index] = text.length
    }
  }
}

function nameAndText(call: ChatCompletionToolCall): { name: string; text: string } {
  return call.type === 'function'
    ? { name: call.function.name, text: call.function.arguments }
    : { name: call.custom.name, text: call.custom.input }
}
