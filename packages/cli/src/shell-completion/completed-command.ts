import type { ListedKind } from './name-lists.ts'

/** What a script needs to know of a command. */
export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly options: readonly CompletedOption[]
  /** Words that may follow, such as the actions of `sessions`. */
  readonly actions: readonly string[]
  /** What the words after that are: names that `colloquy` lists, one of a few words, or files. */
  readonly words: ListedKind | 'file' | readonly string[]
}

/** What a script needs to know of a flag. */
export interface CompletedOption {
  readonly name: string
  readonly short: string | undefined
  readonly help: string
  /** What its value is: one of a few words, or of a kind; undefined for a flag without one. */
  readonly value: ListedKind | 'file' | 'other' | readonly string[] | undefined
}
