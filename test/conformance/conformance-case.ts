import type { Asker } from './asker.ts'

/** What a target can show beside answering at all. */
export type Trait =
  /** It has a model that writes token by token, rather than a script. */
  | 'generates'
  /** Its model is of two minds: what it says depends on how tokens are drawn. */
  | 'samples'
  /** It says the text of `recitation.ts` and ends there. */
  | 'recites'
  /** Given the tools of `consultation.ts` it reasons, speaks and calls as that file has it. */
  | 'calls'
  /** It checks requests against the published API. */
  | 'validates'

/** One behaviour that every backend with the needed traits must show. */
export interface ConformanceCase {
  /** The behaviour, as the end of the sentence "A backend …". */
  readonly behaviour: string
  /** Traits without which the behaviour cannot be seen, each with the reason. */
  readonly needs?: Partial<Record<Trait, string>>
  /** Asks and checks. */
  readonly check: (asker: Asker) => Promise<void>
}
