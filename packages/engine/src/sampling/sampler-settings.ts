import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { SamplerConfig } from '../native/binding.ts'
import { seedFor } from './seed.ts'

/** What the settings depend on besides the request. */
export interface SamplerSettingsOptions {
  /** Tokens in the vocabulary; `logit_bias` may name no other. */
  vocabularySize: number
  /** Most tokens the answer can have: the penalties look back on all of them. */
  maxTokens: number
  /** Place among the request's choices: each draws differently. */
  choice: number
  /** Draws a seed where the request has none. */
  randomSeed: () => number
}

/**
 * Reads a request's sampling fields as OpenAI defines them. In order: `logit_bias`, then
 * logit - count × `frequency_penalty` - (count > 0) × `presence_penalty` over the generated tokens, then `top_p`,
 * then `temperature` (default 1; 0 is greedy), then a draw with `seed`. Nothing else bends the choice.
 */
export function samplerSettings(request: ChatCompletionRequest, options: SamplerSettingsOptions): SamplerConfig {
  const seed = request.seed ?? undefined
  const topP = request.top_p ?? 1
  return {
    temperature: request.temperature ?? 1,
    seed: seed === undefined ? seedFor(options.randomSeed(), options.choice) : seedFor(seed, options.choice),
    ...(topP < 1 ? { topP } : {}),
    ...penalties(request, options.maxTokens),
    ...bias(request.logit_bias ?? {}, options.vocabularySize),
  }
}

function penalties(request: ChatCompletionRequest, maxTokens: number): Partial<SamplerConfig> {
  const presence = request.presence_penalty ?? 0
  const frequency = request.frequency_penalty ?? 0
  if (presence === 0 && frequency === 0) return {}
  return {
    repeatPenaltyTokens: new Uint32Array(0),
    repeatPenaltyMaxTokens: maxTokens,
    repeatPenaltyPresencePenalty: presence,
    repeatPenaltyFrequencyPenalty: frequency,
  }
}

// By definition -100 bans and 100 forces. But logits of small models sometimes differ by more than 100, and a banned
// token must lose against the whole vocabulary at temperature 2, so the bias applied is larger. It is finite, so that
// banning all tokens does not give NaN.
const absolute = 10_000

function bias(wanted: Readonly<Record<string, number>>, vocabularySize: number): Partial<SamplerConfig> {
  const entries = Object.entries(wanted)
  if (entries.length === 0) return {}
  const keys = new Uint32Array(entries.length)
  const values = new Float32Array(entries.length)
  for (const [index, [key, value]] of entries.entries()) {
    if (!/^\d+$/.test(key) || Number(key) >= vocabularySize) {
      throw new InvalidRequestError(
        `\`logit_bias\` names token ${key.slice(0, 20)}; this model's tokens are 0 to ${vocabularySize - 1}.`,
        { code: 'invalid_value', param: 'logit_bias' },
      )
    }
    keys[index] = Number(key)
    values[index] = Math.abs(value) >= 100 ? Math.sign(value) * absolute : value
  }
  return { tokenBiasKeys: keys, tokenBiasValues: values }
}
