/** A stretch of a prompt, in UTF-16 units. */
export interface PromptSpan {
  readonly start: number
  readonly end: number
}

/** A conversation as the model will read it. */
export interface RenderedPrompt {
  /** The text, exactly as the reference would render it. */
  readonly text: string
  /** Which stretches of it the caller supplied, in order. Everything else was written by the template. */
  readonly userSpans: readonly PromptSpan[]
  /** The template's source: user-defined tokens named in it steer this model. */
  readonly templateSource: string
}
