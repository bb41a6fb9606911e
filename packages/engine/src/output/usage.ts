import type { CompletionUsage } from 'colloquy/protocol'

/** What was counted while a request was answered. */
export interface TokenCounts {
  /** Tokens of the prompt, control tokens of the chat template included; once for all choices. */
  prompt: number
  /** Prompt tokens that were not evaluated again because a slot held them. */
  cached: number
  /** Tokens drawn, over all choices. The end-of-turn token counts, as at OpenAI, vLLM and llama.cpp; it is work done. */
  completion: number
  /** Those among the tokens drawn that were reasoning, the marks around it included. */
  reasoning: number
  /** Tokens of `prediction` that were guessed and drawn. */
  accepted: number
  /** Tokens of `prediction` that were guessed and not drawn: evaluated for nothing. */
  rejected: number
}

/**
 * Writes the count as the wire has it: details always present, zeros included. Rejected tokens of a prediction are part of
 * `completion_tokens`, as the published schema has it, but not of `max_completion_tokens`: that limits the answer.
 */
export function completionUsage(counts: TokenCounts): CompletionUsage {
  const { prompt, cached, completion, reasoning, accepted, rejected } = counts
  return {
    prompt_tokens: prompt,
    completion_tokens: completion + rejected,
    total_tokens: prompt + completion + rejected,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: accepted,
      rejected_prediction_tokens: rejected,
    },
  }
}
