import { setMaxListeners } from 'node:events'

import { NotFoundError } from 'colloquy'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'

import type { AnswerGrammars } from './answer/answer-grammars.ts'
import { choiceGeneration } from './answer/choice-generation.ts'
import { begunAnswer } from './dialects/begun-answer.ts'
import type { Dialect } from './dialects/dialect.ts'
import { toolPlan } from './dialects/tool-plan.ts'
import { boundedTokenizer, fitContext } from './prompt/fit-context.ts'
import { fitConversation, type ContextOverflow } from './prompt/fit-conversation.ts'
import type { LlamaModel } from './native/model.ts'
import { ChunkWriter } from './output/chunk-writer.ts'
import { completionHead } from './output/completion-head.ts'
import { Outbox } from './output/outbox.ts'
import { completionUsage, type TokenCounts } from './output/usage.ts'
import type { ChatTemplate } from './prompt/chat-template.ts'
import { continuedAnswer } from './prompt/continued-answer.ts'
import { promptInput } from './prompt/prompt-input.ts'
import { renderPrompt } from './prompt/render-prompt.ts'
import { tokenizePrompt } from './prompt/tokenize-prompt.ts'
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
  /** Whether the model can reason before it answers. */
  readonly canReason: boolean
  readonly dialect: Dialect
  readonly model: LlamaModel
  readonly grammars: AnswerGrammars
  readonly scheduler: Scheduler
  readonly contextSize: number
  /** What becomes of a conversation that is longer than that. */
  readonly overflow: ContextOverflow
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

  // Node warns of the eleventh listener; here there is one for each request under way.
  setMaxListeners(0, signal)

  // Which tools it may or must call, and what the answer is held to, if it is to have a form.
  const plan = toolPlan(request)
  const forms = await parts.grammars.formsFor(request, plan, signal)

  // Prompt text, then token ids; the answer gets what the context has left.
  const { dialect } = parts
  const continued = continuedAnswer(request)
  const tokenizer = boundedTokenizer(parts.model, parts.contextSize)
  const fitted = fitConversation(
    request,
    (messages) => {
      const rendered = renderPrompt(parts.template, promptInput({ ...request, messages }, plan, dialect), continued)
      return { rendered, tokens: tokenizePrompt(rendered, tokenizer) }
    },
    parts,
  )
  const { rendered, tokens: prompt, dropped } = fitted
  const maxTokens = fitContext(request, prompt.length, parts.contextSize)
  const prediction = readPrediction(request, parts.model, parts.contextSize)

  // Token ids to chunks, one writer a choice; the scheduler calls them as tokens are drawn.
  const includeUsage = request.stream_options?.include_usage === true
  const { modelId, fingerprint } = parts
  const head = completionHead(request, { model: modelId, fingerprint, now: parts.now(), dropped })
  const writer = new ChunkWriter(head, { includeUsage })
  const outbox = new Outbox<ChatCompletionChunk>()
  const counts: TokenCounts = {
    prompt: prompt.length,
    cached: 0,
    completion: 0,
    reasoning: 0,
    accepted: 0,
    rejected: 0,
  }
  const { model, randomSeed } = parts
  const send = (chunk: ChatCompletionChunk): void => outbox.push(chunk)
  const begun = begunAnswer(dialect, rendered.text, continued)
  const asked = { request, plan, dialect, forms, prompt, begun, prediction, maxTokens }
  const choice = { ...asked, model, writer, counts, send, randomSeed }
  const generations = Array.from({ length: request.n ?? 1 }, (_, index) => choiceGeneration(index, choice))

  // By hand: AbortSignal.any leaves something on a signal that outlives the request, for each request that it served.
  const stop = new AbortController()
  const abort = (): void => stop.abort(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  const running = parts.scheduler.run(generations, requestTerms(request), stop.signal)
  running.then(
    () => outbox.end(),
    (error: unknown) => outbox.end(error),
  )
  try {
    yield* outbox
  } finally {
    signal.removeEventListener('abort', abort)
    stop.abort()
  }
  // A completion in one piece always has its usage; a stream has it when asked for.
  if (request.stream !== true || includeUsage) yield writer.usage(completionUsage(counts))
}

function unknownModel(name: string, served: string): NotFoundError {
  return new NotFoundError(`The model \`${name.slice(0, 100)}\` is not served here; \`${served}\` is.`, {
    code: 'model_not_found',
  })
}
