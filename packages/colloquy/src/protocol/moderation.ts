/** Asks for the conversation and the answer to be moderated in the same call. */
export interface ModerationParam {
  /** The moderation model, such as `omni-moderation-latest`. */
  model: string
  /** What to do with the findings. */
  policy?: ModerationPolicyParam | null
}

/** What to do with findings in the input and in the output. */
export interface ModerationPolicyParam {
  /** For the messages of the request. */
  input?: ModerationConfigParam | null
  /** For the answer. */
  output?: ModerationConfigParam | null
}

/** What to do with findings. */
export interface ModerationConfigParam {
  /** `score` reports them, `block` stops the completion. */
  mode: ModerationMode
}

/** `score` reports findings, `block` stops the completion. */
export type ModerationMode = 'score' | 'block' | (string & {})

/** What moderation found in the request and in the answer. */
export interface ChatCompletionModeration {
  /** About the messages of the request. */
  input: ChatCompletionModerationOutcome
  /** About the answer. */
  output: ChatCompletionModerationOutcome
}

/** Findings, or why there are none; tell them apart by `type`. */
export type ChatCompletionModerationOutcome = ChatCompletionModerationResults | ChatCompletionModerationError

/** Moderation worked. */
export interface ChatCompletionModerationResults {
  /** Always `moderation_results`. */
  type: 'moderation_results'
  /** The model that judged. */
  model: string
  /** One result per judged item. */
  results: ModerationResultBody[]
}

/** Moderation failed. */
export interface ChatCompletionModerationError {
  /** Always `error`. */
  type: 'error'
  /** Stable reason. */
  code: string
  /** What went wrong. */
  message: string
}

/** How one item was judged. */
export interface ModerationResultBody {
  /** Always `moderation_result`. */
  type: 'moderation_result'
  /** The model that judged. */
  model: string
  /** True where any category applies. */
  flagged: boolean
  /** For each category, whether it applies. */
  categories: Record<string, boolean>
  /** For each category, the score from 0 to 1. */
  category_scores: Record<string, number>
  /** For each category, the kinds of input the score rests on. */
  category_applied_input_types: Record<string, ModerationInputType[]>
}

/** A kind of input that moderation reads. */
export type ModerationInputType = 'text' | 'image' | (string & {})
