/** Log probabilities of one choice's tokens. */
export interface ChatCompletionLogprobs {
  /** One entry per token of `content`; null if there is none. */
  content: ChatCompletionTokenLogprob[] | null
  /** One entry per token of `refusal`; null if there is none. */
  refusal: ChatCompletionTokenLogprob[] | null
}

/** A generated token, how likely it was, and what else was likely in its place. */
export interface ChatCompletionTokenLogprob extends ChatCompletionTopLogprob {
  /** The most likely tokens in this place, best first; as many as `top_logprobs` asked for, or fewer. */
  top_logprobs: ChatCompletionTopLogprob[]
}

/** A token and how likely it was. */
export interface ChatCompletionTopLogprob {
  /** The token's text. */
  token: string
  /** Natural logarithm of its probability; -9999 stands for "very unlikely". */
  logprob: number
  /** The token's UTF-8 bytes. A character may be split over several tokens: join bytes before decoding. */
  bytes: number[] | null
}
