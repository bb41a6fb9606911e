import { StreamTruncatedError, type ChatBackend, type CompleteContext } from 'colloquy'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import { newId } from '../new-id.ts'
import type { CompletionStore, StoredCompletion } from './completion-store.ts'
import { storedMessages } from './stored-messages.ts'

/** For whom, and under which request, completions are kept. */
export interface StoringOptions {
  readonly owner: string
  readonly requestId: string
}

/**
 * The same backend, which stores the answers to requests with `store: true`. It does so before the caller can see that
 * the answer is complete.
 */
export function storingBackend(backend: ChatBackend, store: CompletionStore, options: StoringOptions): ChatBackend {
  return {
    models: () => backend.models(),
    complete: (request, context) =>
      request.store === true
        ? storedAnswer(backend, store, { ...options, request, context })
        : backend.complete(request, context),
  }
}

interface StoredAnswerOptions extends StoringOptions {
  readonly request: ChatCompletionRequest
  readonly context: CompleteContext
}

async function* storedAnswer(
  backend: ChatBackend,
  store: CompletionStore,
  { request, context, owner, requestId }: StoredAnswerOptions,
): AsyncGenerator<ChatCompletionChunk, void> {
  // Use an id of our own: some servers choose from only 999 ids, and no two stored completions may share one.
  const id = newId('chatcmpl-')
  const { store: _, metadata, ...asked } = request
  const accumulator = new ChatCompletionAccumulator()
  const finished = new Set<number>()
  const held: ChatCompletionChunk[] = []
  for await (const chunk of backend.complete(asked, context)) {
    const named = { ...chunk, id }
    accumulator.push(named)
    for (const { index, finish_reason: reason } of chunk.choices) if (reason) finished.add(index)
    // The last `finish_reason` tells the caller that the answer is complete, so it is held back until the answer is
    // stored.
    if (finished.size < (request.n ?? 1)) yield named
    else held.push(named)
  }
  if (finished.size < (request.n ?? 1)) {
    throw new StreamTruncatedError('The answer stopped before it was finished. Try again.')
  }
  const completion: StoredCompletion = {
    ...withDefaults(request),
    ...accumulator.end(),
    metadata: metadata ?? {},
    request_id: requestId,
  }
  await store.add(owner, { completion, messages: storedMessages(id, request.messages) })
  yield* held
}

function withDefaults(request: ChatCompletionRequest): Omit<StoredCompletion, keyof ChatCompletion | 'request_id'> {
  return {
    frequency_penalty: request.frequency_penalty ?? 0,
    presence_penalty: request.presence_penalty ?? 0,
    response_format: request.response_format ?? null,
    seed: request.seed ?? null,
    temperature: request.temperature ?? 1,
    tool_choice: request.tool_choice ?? null,
    tools: request.tools ?? null,
    top_p: request.top_p ?? 1,
    input_user: request.user ?? null,
  }
}
