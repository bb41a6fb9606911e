/** What the command line asks, read but not yet checked against the API. */
import type { OptionValues } from '../arguments/command-spec.ts'
import type { askOptions } from '../commands/options.ts'
import type { Target } from './target.ts'

/** One `colloquy ask`. */
export interface Question {
  readonly prompt: string
  readonly target: Target
  readonly options: OptionValues<typeof askOptions>
  /** The fields of `-o`. */
  readonly extra: Readonly<Record<string, unknown>>
}
