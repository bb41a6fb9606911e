import type { PromptSpan, RenderedPrompt } from './rendered-prompt.ts'
import { steeringTokens, type SteeringTokens } from './steering-tokens.ts'
import type { Tokenizer } from './tokenizer.ts'

/**
 * Turns a prompt into token ids. A marker becomes its control token only where the template wrote every character of
 * it; a marker that the caller wrote, wholly or in part, is spelled like other text.
 *
 * Without such a marker this is the native tokenizer's own answer for the whole text. With one, the text is cut around
 * the stretch of text that holds it: what lies between is tokenised natively, the stretch as plain text.
 *
 * The vocabulary's first token is added where it asks for one, unless the template has written it.
 */
export function tokenizePrompt({ text, userSpans, templateSource }: RenderedPrompt, tokenizer: Tokenizer): Uint32Array {
  const steering = steeringTokens(tokenizer.specialTokens(), templateSource)
  const forged = findForged(text, userSpans, steering)
  const ids =
    forged.length === 0
      ? tokenizer.tokenize(text, { special: true })
      : tokenizePieces(text, forged, steering, tokenizer)
  const { addBos, bosToken } = tokenizer
  return addBos && bosToken !== undefined && ids[0] !== bosToken
    ? Uint32Array.from([bosToken, ...ids])
    : Uint32Array.from(ids)
}

/**
 * Finds the stretches with markers that the template did not write completely. Two such stretches with only plain text
 * between them become one, so there are never more stretches than the template has markers.
 */
function findForged(text: string, userSpans: readonly PromptSpan[], { anywhere, texts }: SteeringTokens): PromptSpan[] {
  const forged: { start: number; end: number }[] = []
  if (anywhere === undefined) return forged
  // Only text from the user, and markers that reach over its edges, can be forged. The rest of a long template is not
  // searched.
  const reach = (texts[0]?.length ?? 1) - 1
  let searched = 0
  for (const { start, end } of userSpans) {
    const from = Math.max(searched, start - reach)
    searched = Math.max(searched, end)
    for (const match of text.slice(from, end + reach).matchAll(anywhere)) {
      const at = from + match.index
      if (at >= end) break
      // If several markers begin here, take the longest that reaches into the user's text; a shorter one may be
      // entirely the template's.
      const marker = texts.find((candidate) => text.startsWith(candidate, at) && at + candidate.length > start)
      if (marker === undefined) continue
      const last = forged.at(-1)
      const joins = last !== undefined && (at <= last.end || text.slice(last.end, at).search(anywhere) === -1)
      if (joins) last.end = Math.max(last.end, at + marker.length)
      else forged.push({ start: at, end: at + marker.length })
    }
  }
  return forged
}

function tokenizePieces(
  text: string,
  forged: readonly PromptSpan[],
  steering: SteeringTokens,
  tokenizer: Tokenizer,
): number[] {
  const pieces = new PieceTokenizer(tokenizer)
  let position = 0
  for (const { start, end } of forged) {
    pieces.add(text.slice(position, start), { special: true })
    addAsText(text.slice(start, end), steering, pieces)
    position = end
  }
  pieces.add(text.slice(position), { special: true })
  return pieces.ids
}

/**
 * Adds text in which nothing counts as a marker. Plain text never becomes a control token. It can become a user-defined
 * token, so the text of each such token is cut after its first character.
 */
function addAsText(text: string, { anywhere, userDefined }: SteeringTokens, pieces: PieceTokenizer): void {
  const cuts = new Set<number>()
  if (anywhere !== undefined && userDefined.some((marker) => text.includes(marker))) {
    for (const { index } of text.matchAll(anywhere))
      cuts.add(index + String.fromCodePoint(text.codePointAt(index) ?? 0).length)
  }
  let position = 0
  for (const end of [...cuts, text.length]) {
    pieces.add(text.slice(position, end), { special: false })
    position = end
  }
}

/**
 * Tokenises a text piece by piece. SentencePiece puts a blank before the first word of a text, but not after a newline.
 * So a piece that continues other text is tokenised with a newline in front, whose tokens are then removed; the
 * reference uses the same trick. After a control token the blank is right, because the native tokenizer adds one there
 * as well.
 */
class PieceTokenizer {
  readonly ids: number[] = []
  readonly #tokenizer: Tokenizer
  readonly #newline: Uint32Array
  readonly #special: ReadonlySet<number>

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer
    this.#newline = tokenizer.tokenize('\n', { special: false })
    this.#special = new Set(tokenizer.specialTokens().map(({ id }) => id))
  }

  add(piece: string, options: { special: boolean }): void {
    if (piece === '') return
    const last = this.ids.at(-1)
    const goesOn = last !== undefined && !this.#special.has(last)
    const ids = goesOn ? this.#onwards(piece, options) : this.#tokenizer.tokenize(piece, options)
    for (const id of ids) this.ids.push(id)
  }

  #onwards(piece: string, options: { special: boolean }): Uint32Array {
    const ids = this.#tokenizer.tokenize(`\n${piece}`, options)
    const isPrefix = this.#newline.every((id, index) => ids[index] === id)
    return isPrefix ? ids.subarray(this.#newline.length) : this.#tokenizer.tokenize(piece, options)
  }
}
