import { collect } from 'colloquy'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'

import type { Engine } from '../local-engine.ts'

/** A request that says `content` at temperature 0, changed by `fields`. */
export function asking(
  engine: Engine,
  content: string,
  fields: Partial<ChatCompletionRequest> = {},
): ChatCompletionRequest {
  return { model: engine.info.model, messages: [{ role: 'user', content }], temperature: 0, ...fields }
}

/** Asks and waits for the whole answer. */
export function ask(
  engine: Engine,
  content: string,
  fields: Partial<ChatCompletionRequest> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<ChatCompletion> {
  return collect(engine.complete(asking(engine, content, fields), { signal }))
}

/** Asks and hands back every chunk. */
export async function chunksOf(
  engine: Engine,
  content: string,
  fields: Partial<ChatCompletionRequest> = {},
): Promise<ChatCompletionChunk[]> {
  const chunks: ChatCompletionChunk[] = []
  const { signal } = new AbortController()
  for await (const chunk of engine.complete(asking(engine, content, fields), { signal })) chunks.push(chunk)
  return chunks
}

/** The error a promise is rejected with; undefined when it is not. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}
