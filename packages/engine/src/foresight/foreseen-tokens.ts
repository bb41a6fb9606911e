import type { SpecialToken } from '../prompt/tokenizer.ts'
import type { ForeseenTokens } from './foresight.ts'
import { TokenIndex, type IndexedToken } from './token-index.ts'
import { secondAfter, utf8Fit } from './utf8-fit.ts'

/** What is asked of a model; `LlamaModel` has it. */
export interface ForeseeableModel {
  readonly eosToken: number | undefined
  ordinaryTokens(): Iterable<{ token: number; bytes: Uint8Array }>
  specialTokens(): readonly SpecialToken[]
  tokenBytes(token: number): Uint8Array
  tokenize(text: string, options: { special: boolean }): Uint32Array
}

/** What foresight must know of a model under grammars that let it draw the tokens in `steering`. */
export function foreseenTokens(model: ForeseeableModel, steering: ReadonlySet<number>): ForeseenTokens {
  const special = model.specialTokens()
  const marks = special.filter(({ id, text }) => steering.has(id) && text !== '')
  const bytesOfMarks = new Map(marks.map(({ id, text }) => [id, new TextEncoder().encode(text)]))
  const ends = special.filter(({ endOfGeneration }) => endOfGeneration).map(({ id }) => id)
  const { eosToken } = model
  const broken = new BrokenTokens()
  return {
    index: new TokenIndex(textsOf(marks, model.ordinaryTokens(), broken)),
    ends:
      eosToken === undefined || !ends.includes(eosToken) ? ends : [eosToken, ...ends.filter((id) => id !== eosToken)],
    marks: marks.map(({ text }) => text),
    tokenize: (text) => model.tokenize(text, { special: false }),
    bytes: (token) => bytesOfMarks.get(token) ?? model.tokenBytes(token),
    brokenAfter: (pending) => broken.after(pending),
  }
}

/** The tokens that hold whole characters; of the others `broken` takes note. */
function* textsOf(
  marks: readonly SpecialToken[],
  tokens: Iterable<{ token: number; bytes: Uint8Array }>,
  broken: BrokenTokens,
): Generator<IndexedToken, void, undefined> {
  const marked = new Set(marks.map(({ id }) => id))
  for (const { id, text } of marks) yield { token: id, text }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  for (const { token, bytes } of tokens) {
    // Marks that are no control tokens are among the ordinary ones.
    if (marked.has(token)) continue
    const fit = utf8Fit(bytes)
    if (fit === 'whole') yield { token, text: decoder.decode(bytes) }
    else broken.add(token, bytes, fit)
  }
}

/** Tokens that would make an answer no text: each by itself, or after the first byte of a character. */
class BrokenTokens {
  readonly #always: number[] = []
  readonly #continuing: { token: number; first: number }[] = []
  readonly #after = new Map<number, readonly number[]>()

  add(token: number, bytes: Uint8Array, fit: 'part' | 'never'): void {
    const first = bytes[0] ?? 0
    if (fit === 'never') this.#always.push(token)
    else if (first >= 0x80 && first <= 0xbf) this.#continuing.push({ token, first })
  }

  after(pending: readonly number[]): readonly number[] {
    const [lead] = pending
    if (lead === undefined || pending.length > 1) return this.#always
    const [low, high] = secondAfter(lead)
    const known = this.#after.get(lead)
    if (known !== undefined) return known
    const unfit = this.#continuing.filter(({ first }) => first < low || first > high).map(({ token }) => token)
    const made = unfit.length === 0 ? this.#always : [...this.#always, ...unfit]
    this.#after.set(lead, made)
    return made
  }
}
