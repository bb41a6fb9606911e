import { NotFoundError } from 'colloquy'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'

import { choiceGeneration } from './choice-generation.ts'
import { boundedTokenizer, fitContext } from './fit-context.ts'
import type { LlamaModel } from './native/model.ts'
import { ChunkWriter } from './output/chunk-writer.ts'
import { completionHead } from './output/completion-head.ts'
import { Outbox } from './output/outbox.ts'
import { completionUsage, type TokenCounts } from './output/usage.ts'
import type { ChatTemplate } from './prompt/chat-template.ts'
import { tokenizePrompt } from './prompt/tokenize-prompt.ts'
import type { ResponseGrammars } from './response-grammar.ts'
import { readPrediction } from './sampling/prediction.ts'
import { requestTerms } from './schedule/request-terms.ts'
import type { Scheduler } from './schedule/scheduler.ts'
import { refuseUnsupported } from './support-table.ts'

/** What a request is answered with. */
export interface CompleteParts {
  /** The model's id, and whether a name in a request means it. */
  readonly modelId: string
  readonly means: (name: string) => boolean
  readonly fingerprint: string
  readonly template: ChatTemplate
  /** Whether the template reads a reasoning effort. */
  readonly thinks: boolean
  readonly model: LlamaModel
  readonly grammars: ResponseGrammars
  readonly scheduler: Scheduler
  readonly contextSize: number
  readonly randomSeed: () => number
  /** Unix milliseconds. */
  readonly now: () => number
}

/**
 * Answers one request: the life of a request in the order in which it happens. Throws before the first chunk when the
 * request cannot be answered. Leaving the loop early, like aborting, stops the work within one step.
 */
export async function* complete(
  body: unknown,
  parts: CompleteParts,
  signal: AbortSignal,
): AsyncGenerator<ChatCompletionChunk, void, undefined> {
  // Request: well-formed, for this model, and nothing in it that would have to be ignored.
  const request = validateChatCompletionRequest(body)
  refuseUnsupported(request, parts)
  if (!parts.means(request.model)) throw unknownModel(request.model, parts.modelId)

  // What the answer is held to, if it is to have a form.
  const grammar = parts.grammars.grammarFor(request)

  // Prompt text, then token ids; the answer gets what the context has left.
  const rendered = parts.template.render(request)
  const prompt = tokenizePrompt(rendered, boundedTokenizer(parts.model, parts.contextSize))
  const maxTokens = fitContext(request, prompt.length, parts.contextSize)
  const prediction = readPrediction(request, parts.model, parts.contextSize)

  // Token ids to chunks, one writer a choice; the scheduler calls them as tokens are drawn.
  const includeUsage = request.stream_options?.include_usage === true
  const head = completionHead(request, { model: parts.modelId, fingerprint: parts.fingerprint, now: parts.now() })
  const writer = new ChunkWriter(head, { includeUsage })
  const outbox = new Outbox<ChatCompletionChunk>()
  const counts: TokenCounts = { prompt: prompt.length, cached: 0, completion: 0, accepted: 0, rejected: 0 }
  const { model, randomSeed } = parts
  const send = (chunk: ChatCompletionChunk): void => outbox.push(chunk)
  const choice = { request, prompt, grammar, prediction, maxTokens, model, writer, counts, send, randomSeed }
  const generations = Array.from({ length: request.n ?? 1 }, (_, index) => choiceGeneration(index, choice))

  const left = new AbortController()
  const running = parts.scheduler.run(generations, requestTerms(request), AbortSignal.any([signal, left.signal]))
  running.then(
    () => outbox.end(),
    (error: unknown) => outbox.end(error),
  )
  try {
    yield* outbox
  } finally {
    left.abort()
  }
  // A completion in one piece always has its usage; a stream has it when asked for.
  if (request.stream !== true || includeUsage) yield writer.usage(completionUsage(counts))
}

function unknownModel(name: string, served: string): NotFoundError {
  return new NotFoundError(`The model \`${name.slice(0, 100)}\` is not served here; \`${served}\` is.`, {
    code: 'model_not_found',
  })
}
