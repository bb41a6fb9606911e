import type {
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionMessageToolCallChunk,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot, ChatCompletionSnapshotChoice } from '../stream/completion-snapshot.ts'
import { JsonPreview } from '../stream/json-preview.ts'
import { readBySchema } from '../tools/schema-reader.ts'
import { isStandardSchema } from '../tools/standard-schema.ts'
import type { TypedFormat } from '../tools/typed-request.ts'
import type { ChunkListener } from './helper-listener.ts'

/** What is told: the name of an event, and what its listeners are called with. */
export type Told = {
  [Name in keyof ChunkListener]: readonly [name: Name, ...told: Parameters<ChunkListener[Name]>]
}[keyof ChunkListener]

/** What a request says of the forms its answer is to take. */
export interface AskedForms {
  readonly tools?: readonly AskedTool[] | null | undefined
  readonly response_format?: TypedFormat | null | undefined
}

/** A tool, as far as it says what its arguments are like. */
export interface AskedTool {
  readonly type: string
  readonly function?:
    | {
        readonly name?: string | undefined
        readonly strict?: boolean | null | undefined
        readonly parameters?: unknown
      }
    | undefined
}

/**
 * Turns chunks into the events of openai's helpers, in their names, shapes and order. Pure; one instance for each
 * answer; linear: JSON is read on where it stopped, and a snapshot is a text that costs nothing before it is looked at.
 */
export class ChunkTold {
  readonly #asked: AskedForms
  readonly #choices = new Map<number, ChoiceTold>()

  constructor(asked: AskedForms) {
    this.#asked = asked
  }

  /** Tells what a chunk brought, once the snapshot holds it. */
  *push({ choices }: ChatCompletionChunk, snapshot: ChatCompletionSnapshot): Generator<Told, undefined> {
    for (const piece of choices) {
      const choice = snapshot.choices.find(({ index }) => index === piece.index)
      if (!choice) continue
      let told = this.#choices.get(piece.index)
      if (!told) this.#choices.set(piece.index, (told = new ChoiceTold(this.#asked)))
      yield* told.push(piece, choice)
    }
  }
}

/** The events of one choice. */
class ChoiceTold {
  readonly #asked: AskedForms
  readonly #content = new JsonPreview()
  readonly #calls: JsonPreview[] = []
  readonly #done = new Set<string | number>()
  #call: number | undefined

  constructor(asked: AskedForms) {
    this.#asked = asked
  }

  *push(
    { delta, logprobs }: ChatCompletionChunkChoice,
    choice: ChatCompletionSnapshotChoice,
  ): Generator<Told, undefined> {
    const { message } = choice
    const { content, refusal } = delta
    if (typeof content === 'string' && message.content) {
      const parsed = isStandardSchema(formSchema(this.#asked)) ? this.#grown(this.#content, content) : undefined
      yield ['content', content, message.content]
      yield ['content.delta', { delta: content, snapshot: message.content, parsed }]
    }
    if (typeof refusal === 'string' && message.refusal)
      yield ['refusal.delta', { delta: refusal, snapshot: message.refusal }]
    if (logprobs?.content)
      yield ['logprobs.content.delta', { content: logprobs.content, snapshot: choice.logprobs?.content ?? [] }]
    if (logprobs?.refusal)
      yield ['logprobs.refusal.delta', { refusal: logprobs.refusal, snapshot: choice.logprobs?.refusal ?? [] }]
    for (const piece of delta.tool_calls ?? []) yield* this.#piece(piece, choice)
    if (!choice.finish_reason) return
    yield* this.#texts(choice)
    yield* this.#callDone(choice)
  }

  *#piece(
    { index, function: piece }: ChatCompletionMessageToolCallChunk,
    choice: ChatCompletionSnapshotChoice,
  ): Generator<Told, undefined> {
    const calls = choice.message.tool_calls ?? []
    // Servers that count from 1, or not at all, mean the last one.
    const at = calls[index] ? index : calls.length - 1
    if (at !== this.#call) {
      yield* this.#texts(choice)
      yield* this.#callDone(choice)
      this.#call = at
    }
    const call = calls[at]
    if (call?.type !== 'function') return
    const added = piece?.arguments ?? ''
    const preview = (this.#calls[at] ??= new JsonPreview())
    const parsed_arguments = this.#parses(call.function.name) ? this.#grown(preview, added) : undefined
    yield [
      'tool_calls.function.arguments.delta',
      { ...call.function, index: at, arguments_delta: added, parsed_arguments },
    ]
  }

  /** Tells once what is whole: the model has gone on to a call, or come to its end. */
  *#texts({ message: { content, refusal }, logprobs }: ChatCompletionSnapshotChoice): Generator<Told, undefined> {
    const schema = formSchema(this.#asked)
    if (content && this.#first('content')) {
      const parsed = isStandardSchema(schema) ? valueOf(content, schema, this.#content) : null
      yield ['content.done', { content, parsed }]
    }
    if (refusal && this.#first('refusal')) yield ['refusal.done', { refusal }]
    if (logprobs?.content && this.#first('logprobs.content'))
      yield ['logprobs.content.done', { content: logprobs.content }]
    if (logprobs?.refusal && this.#first('logprobs.refusal'))
      yield ['logprobs.refusal.done', { refusal: logprobs.refusal }]
  }

  *#callDone({ message }: ChatCompletionSnapshotChoice): Generator<Told, undefined> {
    const at = this.#call
    const call = at === undefined ? undefined : message.tool_calls?.[at]
    if (at === undefined || call?.type !== 'function' || !this.#first(at)) return
    const { name, arguments: text } = call.function
    const preview = this.#calls[at]
    const parsed_arguments = preview && this.#parses(name) ? valueOf(text, this.#tool(name)?.parameters, preview) : null
    yield ['tool_calls.function.arguments.done', { name, index: at, arguments: text, parsed_arguments }]
  }

  #first(part: string | number): boolean {
    return !this.#done.has(part) && Boolean(this.#done.add(part))
  }

  #grown(preview: JsonPreview, text: string): unknown {
    preview.push(text)
    return preview.value
  }

  #parses(name: string): boolean {
    const { strict, parameters } = this.#tool(name) ?? {}
    return Boolean(strict) || isStandardSchema(parameters)
  }

  #tool(name: string): AskedTool['function'] {
    return this.#asked.tools?.find((tool) => tool.function?.name === name)?.function
  }
}

function formSchema({ response_format: format }: AskedForms): unknown {
  return format && 'json_schema' in format ? format.json_schema.schema : format
}

/**
 * The value of a text that is complete. A schema that validates asynchronously is not waited for: then the unvalidated
 * JSON is returned.
 */
function valueOf(text: string, schema: unknown, preview: JsonPreview): unknown {
  const result = readBySchema(text, schema)
  if ('then' in result) return preview.value
  return 'value' in result ? result.value : null
}
