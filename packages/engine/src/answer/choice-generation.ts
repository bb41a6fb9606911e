import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'

import { AnswerCourse } from './answer-course.ts'
import type { AnswerForms } from './answer-grammars.ts'
import type { BegunAnswer } from '../dialects/begun-answer.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { OutputSplitter } from '../dialects/split/output-splitter.ts'
import type { ToolPlan } from '../dialects/tool-plan.ts'
import type { LlamaModel } from '../native/model.ts'
import { ChoiceChunks } from '../output/choice-chunks.ts'
import type { ChoiceEvent } from '../output/choice-event.ts'
import { ChoiceWriter, type EndReason } from '../output/choice-writer.ts'
import type { ChunkWriter } from '../output/chunk-writer.ts'
import { reasoningLimit } from '../output/reasoning-limit.ts'
import type { TokenCounts } from '../output/usage.ts'
import { DrawSettings } from '../sampling/draw-settings.ts'
import { PredictionDraft } from '../sampling/prediction-draft.ts'
import type { Prediction } from '../sampling/prediction.ts'
import { samplerSettings } from '../sampling/sampler-settings.ts'
import { tokenLogprob, type TokenNames } from '../sampling/token-logprobs.ts'
import type { Generation } from '../schedule/generation.ts'

/** What the choices of one request share. */
export interface ChoiceParts {
  request: ChatCompletionRequest
  plan: ToolPlan
  dialect: Dialect
  forms: AnswerForms
  prompt: Uint32Array
  prediction: Prediction | undefined
  /** What of the answer `prompt` has written. */
  begun: BegunAnswer
  maxTokens: number
  model: Pick<
    LlamaModel,
    'tokenBytes' | 'tokenText' | 'isEndOfGeneration' | 'vocabularySize' | 'specialTokens' | 'spell'
  >
  writer: ChunkWriter
  /** Counted up as tokens come. */
  counts: TokenCounts
  /** Where the chunks go. */
  send: (chunk: ChatCompletionChunk) => void
  randomSeed: () => number
}

/** Describes one choice to the scheduler: what to sample from, and how its tokens become chunks. */
export function choiceGeneration(index: number, parts: ChoiceParts): Generation {
  const { request, plan, dialect, prompt, begun, prediction, maxTokens, model, writer, counts, send, randomSeed } =
    parts
  const splitter = new OutputSplitter(dialect, {
    tools: plan.callable,
    parallel: plan.parallel,
    begun,
    // Where a mark settles that a call has come, a grammar that holds the whole answer holds the call as well.
    formed: parts.forms.answer !== undefined && !plan.required,
    trusted: plan.required || (parts.forms.answer !== undefined && dialect.calls.settledBy === 'opener'),
  })
  const choice = new ChoiceWriter({ splitter, stops: stopStrings(request), maxTokens })
  const course = new AnswerCourse({
    forms: parts.forms,
    output: splitter,
    reasoningLimit: reasoningLimit(request.reasoning_effort ?? undefined),
    begun,
    spell: (text) => model.spell(text),
  })
  const { vocabularySize } = model
  const settings = samplerSettings(request, { vocabularySize, maxTokens, choice: index, randomSeed })
  const ends = model.specialTokens().flatMap(({ id, endOfGeneration }) => (endOfGeneration ? [id] : []))
  const draw = new DrawSettings(settings, ends, course)
  const draft = prediction && new PredictionDraft(prediction)
  const chunks = new ChoiceChunks(index, { writer, plan, logprobs: request.logprobs === true })
  const names: TokenNames = {
    bytes: (token) => model.tokenBytes(token),
    text: (token) => model.tokenText(token),
  }
  const tell = (events: readonly ChoiceEvent[]): void => {
    for (const event of events) {
      const chunk = chunks.of(event)
      if (chunk !== undefined) send(chunk)
    }
  }
  const finish = (reason: EndReason): true => {
    counts.accepted += draft?.accepted ?? 0
    counts.rejected += draft?.rejected ?? 0
    for (const chunk of chunks.end(reason, splitter.callCount)) send(chunk)
    return true
  }
  return {
    prompt,
    get sampling() {
      return draw.under(course)
    },
    get grammar() {
      return course.grammar
    },
    draft,
    topLogprobs: request.logprobs === true ? (request.top_logprobs ?? 0) : undefined,
    started: ({ cachedTokens }) => {
      // Later choices copy the first one's prompt; only what the first one found is saved work of earlier requests.
      if (index === 0) counts.cached = cachedTokens
      send(chunks.begin())
    },
    receive: (token, weights) => {
      counts.completion++
      draw.drew(token)
      const reasoningBefore = choice.reasoningTokens
      const bytes = model.tokenBytes(token)
      const { events, end } = choice.push({
        bytes,
        mark: dialect.markTokens.get(token),
        endOfGeneration: model.isEndOfGeneration(token),
        logprob: weights && tokenLogprob(weights, names),
      })
      counts.reasoning += choice.reasoningTokens - reasoningBefore
      tell(events)
      if (end !== undefined) return finish(end)
      if (course.advance(choice.reasoningTokens, choice.behindReasoning)) return false
      const refused = choice.refuseCall()
      tell(refused.events)
      return refused.end !== undefined && finish(refused.end)
    },
  }
}

function stopStrings(request: ChatCompletionRequest): readonly string[] {
  const { stop } = request
  if (stop === undefined || stop === null) return []
  return typeof stop === 'string' ? [stop] : stop
}
