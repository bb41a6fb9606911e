import type { ChatCompletion, ChatCompletionChunk, ChatCompletionResponseMessage } from '../protocol/index.ts'
import { ChunkEvents, type ChatCompletionEvent } from '../stream/chunk-events.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { Listeners, tellFailure, type FailureListener } from './listeners.ts'

/** What may be listened for, in the names and shapes of openai's helper; of the first choice where it is not told. */
export interface StreamListener extends FailureListener {
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

  chunk(chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot): void {
    this.tell('chunk', chunk, snapshot)
    for (const event of this.#events.push(chunk, snapshot))
      if ('choice' in event && !event.choice) this.#event(event, snapshot)
  }

  end(completion: ChatCompletion): void {
    const message = completion.choices[0]?.message
    if (message) {
      for (const name of ['message', 'finalMessage'] as const) this.tell(name, message)
      const { content } = message
      if (content !== null) this.tell('finalContent', content)
    }
    for (const name of ['chatCompletion', 'finalChatCompletion'] as const) this.tell(name, completion)
    this.tell('end')
  }

  failure(error: unknown): void {
    tellFailure(this, error)
  }

  #event(event: ChatCompletionEvent, snapshot: ChatCompletionSnapshot): void {
    const message = snapshot.choices[0]?.message
    if (event.type === 'content-delta') {
      const { delta } = event
      const text = message?.content ?? ''
      this.tell('content', delta, text)
      this.tell('content.delta', { delta, snapshot: text })
    } else if (event.type === 'refusal-delta') {
      this.tell('refusal.delta', { delta: event.delta, snapshot: message?.refusal ?? '' })
    } else if (event.type === 'content-done') {
      this.tell('content.done', { content: event.content })
    } else if (event.type === 'refusal-done') {
      this.tell('refusal.done', { refusal: event.refusal })
    } else if (event.type === 'tool-call-delta') {
      const { name, index, delta } = event
      const call = message?.tool_calls?.[index]
      if (call?.type !== 'function' || !delta) return
      const told = { name, index, arguments: call.function.arguments, arguments_delta: delta }
      this.tell('tool_calls.function.arguments.delta', told)
    } else if (event.type === 'tool-call-done' && event.call.type === 'function') {
      const { index, call } = event
      this.tell('tool_calls.function.arguments.done', { ...call.function, index })
    }
  }
}
