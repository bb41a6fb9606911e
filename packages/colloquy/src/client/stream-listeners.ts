import { AbortError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionResponseMessage } from '../protocol/index.ts'
import { ChunkEvents, type ChatCompletionEvent } from '../stream/chunk-events.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'

/** What may be listened for, in the names and shapes of openai's helper; of the first choice where it is not told. */
export interface StreamListener {
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
  error: (error: unknown) => void
  abort: (error: AbortError) => void
  end: () => void
}

type Listeners = { [Name in keyof StreamListener]?: StreamListener[Name][] }

/** Calls back what happens in a stream. */
export class StreamListeners {
  readonly #listeners: Listeners = {}
  readonly #events = new ChunkEvents()

  add<Name extends keyof StreamListener>(name: Name, listener: StreamListener[Name]): void {
    const listeners: StreamListener[Name][] = (this.#listeners[name] ??= [])
    listeners.push(listener)
  }

  chunk(chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot): void {
    this.#each('chunk', (listener) => listener(chunk, snapshot))
    for (const event of this.#events.push(chunk, snapshot))
      if ('choice' in event && !event.choice) this.#event(event, snapshot)
  }

  end(completion: ChatCompletion): void {
    const message = completion.choices[0]?.message
    if (message) {
      for (const name of ['message', 'finalMessage'] as const) this.#each(name, (listener) => listener(message))
      const { content } = message
      if (content !== null) this.#each('finalContent', (listener) => listener(content))
    }
    for (const name of ['chatCompletion', 'finalChatCompletion'] as const)
      this.#each(name, (listener) => listener(completion))
    this.#each('end', (listener) => listener())
  }

  failure(error: unknown): void {
    if (error instanceof AbortError) this.#each('abort', (listener) => listener(error))
    else this.#each('error', (listener) => listener(error))
    this.#each('end', (listener) => listener())
  }

  #event(event: ChatCompletionEvent, snapshot: ChatCompletionSnapshot): void {
    const message = snapshot.choices[0]?.message
    if (event.type === 'content-delta') {
      const { delta } = event
      const text = message?.content ?? ''
      this.#each('content', (listener) => listener(delta, text))
      this.#each('content.delta', (listener) => listener({ delta, snapshot: text }))
    } else if (event.type === 'refusal-delta') {
      const { delta } = event
      this.#each('refusal.delta', (listener) => listener({ delta, snapshot: message?.refusal ?? '' }))
    } else if (event.type === 'content-done') {
      const { content } = event
      this.#each('content.done', (listener) => listener({ content }))
    } else if (event.type === 'refusal-done') {
      const { refusal } = event
      this.#each('refusal.done', (listener) => listener({ refusal }))
    } else if (event.type === 'tool-call-delta') {
      const { name, index, delta } = event
      const call = message?.tool_calls?.[index]
      if (call?.type !== 'function' || !delta) return
      const told = { name, index, arguments: call.function.arguments, arguments_delta: delta }
      this.#each('tool_calls.function.arguments.delta', (listener) => listener(told))
    } else if (event.type === 'tool-call-done' && event.call.type === 'function') {
      const { index, call } = event
      this.#each('tool_calls.function.arguments.done', (listener) => listener({ ...call.function, index }))
    }
  }

  #each<Name extends keyof StreamListener>(name: Name, call: (listener: StreamListener[Name]) => void): void {
    for (const listener of this.#listeners[name] ?? []) call(listener)
  }
}
