/** Where to read on, and what to do. */
export interface UsageErrorDetails {
  readonly command?: string
  readonly advice?: string | undefined
}

/** The command line itself is wrong. Answered with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** The command whose help shows the right way; undefined for the overview of all of them. */
  readonly command: string | undefined
  /** What to do, as a sentence of its own. */
  readonly advice: string | undefined

  constructor(message: string, details: UsageErrorDetails) {
    super(message)
    this.command = details.command
    this.advice = details.advice
  }
}
