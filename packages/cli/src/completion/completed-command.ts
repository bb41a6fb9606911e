/** What a script needs to know of a command. */
export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly options: readonly CompletedOption[]
  /** Words that may follow, such as the actions of `sessions`. */
  readonly actions: readonly string[]
}

/** What a script needs to know of a flag. */
export interface CompletedOption {
  readonly name: string
  readonly short: string | undefined
  readonly help: string
  /** What its value is; undefined for a flag without one. */
  readonly value: 'model' | 'session' | 'file' | 'other' | undefined
}
