/** Tokens the request cost, over all choices. */
export interface CompletionUsage {
  /** Tokens of the prompt, counted once however many choices. */
  prompt_tokens: number
  /** Tokens generated, summed over the choices. */
  completion_tokens: number
  /** `prompt_tokens` + `completion_tokens`. */
  total_tokens: number
  /** What the prompt's tokens were. */
  prompt_tokens_details?: PromptTokensDetails
  /** What the generated tokens were. */
  completion_tokens_details?: CompletionTokensDetails
}

/** What the prompt's tokens were. */
export interface PromptTokensDetails {
  /** Audio tokens. Default 0. */
  audio_tokens?: number
  /** Tokens found in the prompt cache. Default 0. */
  cached_tokens?: number
  /** Text tokens. */
  text_tokens?: number
  /** Image tokens. */
  image_tokens?: number
  /** Tokens written to the prompt cache. Default 0. */
  cache_write_tokens?: number
}

/** What the generated tokens were. */
export interface CompletionTokensDetails {
  /** Tokens of `prediction` that appear in the answer. Default 0. */
  accepted_prediction_tokens?: number
  /** Audio tokens. Default 0. */
  audio_tokens?: number
  /** Tokens of reasoning, hidden or shown. Default 0. */
  reasoning_tokens?: number
  /** Text tokens. */
  text_tokens?: number
  /** Tokens of `prediction` that do not appear in the answer; they count and are billed all the same. Default 0. */
  rejected_prediction_tokens?: number
}
