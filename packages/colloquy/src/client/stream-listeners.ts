import type { ChatCompletion, ChatCompletionChunk, ChatCompletionResponseMessage } from '../protocol/index.ts'
import { ChunkEvents, type ChatCompletionEvent } from '../stream/chunk-events.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { Listeners, tellFailure, type FailureListener } from './listeners.ts'

/** What may be listened for, in the names and shapes of openai's helper; of the first choice where it is not told. */
export interface StreamListener extends FailureListener {
  connect: () => void
  chunk: (chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot) => void
  content: (delta: string, snapshot: string) => void
  'content.delta': (event: { delta: string; snapshot: string }) => void
  'content.done': (event: { content: string }) => void
  'refusal.delta': (event: { delta: string; snapshot: string }) => void
  'refusal.done': (event: { refusal: string }) => void
  'tool_calls.function.arguments.delta': (event: {
    name: string
    index: number
    arguments: string
    arguments_delta: string
  }) => void
  'tool_calls.function.arguments.done': (event: { name: string; index: number; arguments: string }) => void
  message: (message: ChatCompletionResponseMessage) => void
  finalContent: (content: string) => void
  finalMessage: (message: ChatCompletionResponseMessage) => void
  chatCompletion: (completion: ChatCompletion) => void
  finalChatCompletion: (completion: ChatCompletion) => void
}

/** Calls back what happens in a stream. */
export class StreamListeners extends Listeners<StreamListener> {
  readonly #events = new ChunkEvents()
  #connected = false

  chunk(chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot): void {
    if (!this.#connected) this.tell('connect')
    this.#connected = true
    this.tell('chunk', chunk, snapshot)
    for (const event of this.#events.push(chunk, snapshot))
      if ('choice' in event && !event.choice) this.#event(event, snapshot)
  }

  end(completion: ChatCompletion): void {
    const message = completion.choices[0]?.message
    if (message) {
      this.tell('message', message)
      this.tell('finalMessage', message)
      const { content } = message
      if (content !== null) this.tell('finalContent', content)
    }
    this.tell('chatCompletion', completion)
    this.tell('finalChatCompletion', completion)
    this.tell('end')
  }

  failure(error: unknown): void {
    tellFailure(this, error)
  }

  #event(event: ChatCompletionEvent, snapshot: ChatCompletionSnapshot): void {
    const { content, refusal, tool_calls } = snapshot.choices[0]?.message ?? {}
    if (event.type === 'content-delta') {
      this.tell('content', event.delta, content ?? '')
      this.tell('content.delta', { ...event, snapshot: content ?? '' })
    } else if (event.type === 'content-done') {
      this.tell('content.done', event)
    } else if (event.type === 'refusal-delta') {
      this.tell('refusal.delta', { ...event, snapshot: refusal ?? '' })
    } else if (event.type === 'refusal-done') {
      this.tell('refusal.done', event)
    } else if (event.type === 'tool-call-delta') {
      const call = tool_calls?.[event.index]
      if (call?.type !== 'function' || !event.delta) return
      const told = { ...event, ...call.function, arguments_delta: event.delta }
      this.tell('tool_calls.function.arguments.delta', told)
    } else if (event.type === 'tool-call-done' && event.call.type === 'function') {
      this.tell('tool_calls.function.arguments.done', { ...event, ...event.call.function })
    }
  }
}
