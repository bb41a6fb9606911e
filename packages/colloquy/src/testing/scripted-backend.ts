import type { ChatBackend } from '../backend.ts'
import { AbortError, ColloquyError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest, Model } from '../protocol/index.ts'
import { chunksOf } from './chunks-of.ts'
import { completionOf } from './completion-of.ts'

/**
 * One answer of a script: a text, a whole completion, chunks (the last may be an error, to fail in the middle), an
 * error, or a function of the request that returns one of these.
 */
export type ScriptedAnswer =
  | string
  | ChatCompletion
  | Iterable<ChatCompletionChunk | Error>
  | AsyncIterable<ChatCompletionChunk | Error>
  | Error
  | ((request: ChatCompletionRequest, signal: AbortSignal) => ScriptedAnswer | Promise<ScriptedAnswer>)

/** A backend that answers from a script and remembers the requests it received. */
export interface ScriptedBackend extends ChatBackend {
  /** The requests so far, in order, each as it was when it arrived. */
  readonly requests: readonly ChatCompletionRequest[]
}

/** Options of a scripted backend. */
export interface ScriptOptions {
  /** The models it lists. Default: one named `scripted`. */
  models?: readonly Model[]
}

/**
 * Makes a backend for tests: no model, no network, no waiting.
 *
 * The answers of a list are given in order, and the last one is repeated; a single answer is always given. Requests with
 * `n` get the answer `n` times. An abort throws `AbortError`, between chunks and while a function is awaited.
 *
 * @example
 * const backend = scriptedBackend(['Hello!', new RateLimitError('Slow down.')])
 * const client = new Colloquy({ backend })
 */
export function scriptedBackend(
  script: ScriptedAnswer | readonly ScriptedAnswer[],
  { models = [scriptedModel] }: ScriptOptions = {},
): ScriptedBackend {
  const requests: ChatCompletionRequest[] = []
  return {
    requests,
    async *complete(request, { signal }) {
      const turn = requests.length
      // As it is now: callers go on to push messages into the same list.
      requests.push(structuredClone(request))
      const answer = isList(script) ? (script[Math.min(turn, script.length - 1)] ?? noAnswer) : script
      yield* play(answer, request, signal)
    },
    models: async () => models,
  }
}

const scriptedModel: Model = { id: 'scripted', object: 'model', created: 0, owned_by: 'colloquy' }
const noAnswer = new ColloquyError('The script is empty: give `scriptedBackend` an answer.')

async function* play(
  answer: ScriptedAnswer,
  request: ChatCompletionRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatCompletionChunk, undefined> {
  throwIfAborted(signal)
  if (answer instanceof Error) throw answer
  if (typeof answer === 'function') {
    yield* play(await untilAborted(answer(request, signal), signal), request, signal)
    return
  }
  const chunks =
    typeof answer === 'string' || 'choices' in answer ? chunksOf(completionOf(answer, request), request) : answer
  for await (const chunk of chunks) {
    throwIfAborted(signal)
    if (chunk instanceof Error) throw chunk
    yield chunk
    throwIfAborted(signal)
  }
}

function isList(script: ScriptedAnswer | readonly ScriptedAnswer[]): script is readonly ScriptedAnswer[] {
  // A list of chunks is one answer.
  return Array.isArray(script) && !script.some((entry) => isChunk(entry))
}

function isChunk(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'object' in entry && entry.object === 'chat.completion.chunk'
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason })
}

async function untilAborted<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new AbortError(undefined, { cause: signal.reason }))
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
