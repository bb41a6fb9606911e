import { TemplateError } from './template-error.ts'
import { longestText } from './text.ts'

/** How much work one render may do. */
export interface TemplateLimits {
  /**
   * Expressions, statements and turns of loops. Default 10 000 000, one to three seconds; the dearest template of the
   * reference collection (Gemma 4's) takes 675 a message.
   */
  steps?: number
  /** UTF-16 code units of any one string, the output included. Default `longestText`, which is also the most. */
  characters?: number
}

// Python stops at about 300 nested macro calls; a JavaScript stack holds some thousand frames of ours.
const deepestCall = 200

/**
 * Counts the work of one render and ends it with a `limit` error. A model file is foreign code: its template may loop
 * for ever or double a string until memory ends. Everything a template can repeat costs at least one step, and long
 * strings cost a step for each 1024 units they are built or searched, so the bound holds for time as well as for memory.
 */
export class Budget {
  readonly #characters: number
  #steps: number
  #depth = 0

  constructor(limits: TemplateLimits = {}) {
    this.#steps = limits.steps ?? 10_000_000
    this.#characters = limits.characters ?? longestText
  }

  /** Takes one step. */
  step(): void {
    this.#steps -= 1
    if (this.#steps < 0) throw new TemplateError('limit', 'the template takes too many steps')
  }

  /** Accounts for a string or list about to be built or walked. */
  spend(length: number): void {
    if (length > this.#characters) throw new TemplateError('limit', 'the template builds a text that is too long')
    this.#steps -= length >>> 10
    this.step()
  }

  /** Runs a call inside the template, one level deeper. */
  nest<T>(call: () => T): T {
    if (this.#depth >= deepestCall)
      throw new TemplateError('limit', `the template calls itself ${deepestCall} levels deep`)
    this.#depth += 1
    try {
      return call()
    } finally {
      this.#depth -= 1
    }
  }
}
