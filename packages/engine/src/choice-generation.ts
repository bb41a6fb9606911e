import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'

import type { LlamaGrammar } from './native/grammar.ts'
import type { LlamaModel } from './native/model.ts'
import { ChoiceWriter } from './output/choice-writer.ts'
import type { ChunkWriter } from './output/chunk-writer.ts'
import type { TokenCounts } from './output/usage.ts'
import { PredictionDraft } from './sampling/prediction-draft.ts'
import type { Prediction } from './sampling/prediction.ts'
import { samplerSettings } from './sampling/sampler-settings.ts'
import { tokenLogprob, type TokenNames } from './sampling/token-logprobs.ts'
import type { Generation } from './schedule/generation.ts'

/** What the choices of one request share. */
export interface ChoiceParts {
  request: ChatCompletionRequest
  prompt: Uint32Array
  grammar: LlamaGrammar | undefined
  prediction: Prediction | undefined
  maxTokens: number
  model: Pick<LlamaModel, 'tokenBytes' | 'tokenText' | 'isEndOfGeneration' | 'vocabularySize'>
  writer: ChunkWriter
  /** Counted up as tokens come. */
  counts: TokenCounts
  /** Where the chunks go. */
  send: (chunk: ChatCompletionChunk) => void
  randomSeed: () => number
}

/** Describes one choice to the scheduler: what to sample from, and how its tokens become chunks. */
export function choiceGeneration(index: number, parts: ChoiceParts): Generation {
  const { request, prompt, grammar, prediction, maxTokens, model, writer, counts, send, randomSeed } = parts
  const choice = new ChoiceWriter({ stops: stopStrings(request), maxTokens })
  const draft = prediction && new PredictionDraft(prediction)
  const topLogprobs = request.logprobs === true ? (request.top_logprobs ?? 0) : undefined
  const names: TokenNames = {
    bytes: (token) => model.tokenBytes(token),
    text: (token) => model.tokenText(token),
  }
  return {
    prompt,
    sampling: samplerSettings(request, {
      vocabularySize: model.vocabularySize,
      maxTokens,
      choice: index,
      randomSeed,
    }),
    grammar,
    draft,
    topLogprobs,
    started: ({ cachedTokens }) => {
      // Later choices copy the first one's prompt; only what the first one found is saved work of earlier requests.
      if (index === 0) counts.cached = cachedTokens
      send(writer.role(index))
    },
    receive: (token, weights) => {
      counts.completion++
      const { text, logprobs, end } = choice.push({
        bytes: model.tokenBytes(token),
        endOfGeneration: model.isEndOfGeneration(token),
        logprob: weights && tokenLogprob(token, weights, names),
      })
      if (text !== '') send(writer.content(index, text, topLogprobs === undefined ? undefined : logprobs))
      if (end === undefined) return false
      counts.accepted += draft?.accepted ?? 0
      counts.rejected += draft?.rejected ?? 0
      send(writer.finish(index, end))
      return true
    },
  }
}

function stopStrings(request: ChatCompletionRequest): readonly string[] {
  const { stop } = request
  if (stop === undefined || stop === null) return []
  return typeof stop === 'string' ? [stop] : stop
}
