/** Guesses how an answer goes on. The guess is evaluated in the same step as the last token and taken as far as it comes true. */
export interface TokenDraft {
  /** Proposes the next tokens, at most `room`; none when there is no good guess. */
  propose(room: number): readonly number[]
  /** Takes the token that was drawn, proposed or not. */
  push(token: number): void
}
