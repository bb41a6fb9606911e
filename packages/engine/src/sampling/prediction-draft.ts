import type { TokenDraft } from '../schedule/token-draft.ts'
import type { Prediction } from './prediction.ts'

// Evaluating a wrong guess costs a third of a token (bench/prediction.mjs). So guesses double in length while all of
// them come true, and otherwise shrink to as many as came true the last time.
const firstGuess = 4
const longestGuess = 16

/**
 * Guesses that an answer repeats a text (`prediction`), and follows it token by token. Where the answer differs, it
 * waits until the last two tokens of the answer stand next to each other in the text, and continues from there. That
 * finds the place again after an insertion, a deletion or a change.
 */
export class PredictionDraft implements TokenDraft {
  readonly #prediction: Prediction
  #proposed: readonly number[] = []
  #length = firstGuess
  // The place in the text that the next token is expected from. Guesses are made only while answer and text agree.
  #place = 0
  #alike = true
  #last = -1
  #accepted = 0
  #rejected = 0
  #comeTrue = 0

  constructor(prediction: Prediction) {
    this.#prediction = prediction
  }

  /** Tokens that were guessed and drawn. */
  get accepted(): number {
    return this.#accepted
  }

  /** Tokens that were guessed and evaluated, and not drawn. */
  get rejected(): number {
    return this.#rejected + this.#proposed.length
  }

  propose(room: number): readonly number[] {
    if (!this.#alike) return []
    this.#comeTrue = 0
    this.#proposed = [...this.#prediction.tokens.subarray(this.#place, this.#place + Math.min(room, this.#length))]
    return this.#proposed
  }

  push(token: number): void {
    this.#judge(token)
    if (this.#alike && token === this.#prediction.tokens[this.#place]) this.#place++
    else this.#find(token)
    this.#last = token
  }

  #judge(token: number): void {
    const [guess] = this.#proposed
    if (guess === undefined) return
    if (guess === token) {
      this.#accepted++
      this.#comeTrue++
      this.#proposed = this.#proposed.slice(1)
      if (this.#proposed.length === 0) this.#length = Math.min(2 * this.#length, longestGuess)
      return
    }
    this.#rejected += this.#proposed.length
    this.#proposed = []
    this.#length = Math.max(1, this.#comeTrue)
  }

  // Choose the first matching place ahead: changes are small, and what lies behind was used already. If there is none,
  // choose the last one behind.
  #find(token: number): void {
    const places = this.#prediction.placesAfter(this.#last, token)
    const place = places.find((candidate) => candidate >= this.#place) ?? places.at(-1)
    this.#alike = place !== undefined
    if (place !== undefined) this.#place = place
  }
}
