import type { RenderedPrompt } from './rendered-prompt.ts'
import { steeringTokens, type SteeringTokens } from './steering-tokens.ts'
import type { Tokenizer } from './tokenizer.ts'

/**
 * Turns a prompt into token ids. A marker becomes its control token only where the template wrote every character of
 * it; a marker that the caller wrote, wholly or in part, is spelled like other text.
 *
 * Without such a marker this is the native tokenizer's own answer for the whole text. With one, the text is cut around
 * the marker: what lies between is tokenised natively, the marker as plain text.
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

interface Span {
  readonly start: number
  readonly end: number
}

/** Finds the stretches that hold markers which are not wholly the template's; overlapping ones are one stretch. */
function findForged(text: string, userSpans: readonly Span[], { anywhere, texts }: SteeringTokens): Span[] {
  const forged: { start: number; end: number }[] = []
  if (anywhere === undefined) return forged
  // Markers can only be forged in a user's stretch or over its edges, so that most of a long template is not searched.
  const reach = (texts[0]?.length ?? 1) - 1
  let searched = 0
  for (const { start, end } of userSpans) {
    const from = Math.max(searched, start - reach)
    const slice = text.slice(from, end + reach)
    searched = Math.max(searched, end)
    for (const match of slice.matchAll(anywhere)) {
      const at = from + match.index
      if (at >= end) break
      // The longest marker here may reach into a user's stretch while a shorter one is the template's own.
      const marker = texts.find((candidate) => text.startsWith(candidate, at) && at + candidate.length > start)
      if (marker === undefined) continue
      const last = forged.at(-1)
      if (last !== undefined && at < last.end) last.end = Math.max(last.end, at + marker.length)
      else forged.push({ start: at, end: at + marker.length })
    }
  }
  return forged
}

function tokenizePieces(
  text: string,
  forged: readonly Span[],
  steering: SteeringTokens,
  tokenizer: Tokenizer,
): number[] {
  const ids: number[] = []
  const specialIds = new Set(tokenizer.specialTokens().map(({ id }) => id))
  const add = (piece: string, special: boolean): void => {
    if (piece === '') return
    const last = ids.at(-1)
    const goesOn = last !== undefined && !specialIds.has(last)
    const pieceIds = goesOn ? tokenizeOnwards(piece, special, tokenizer) : tokenizer.tokenize(piece, { special })
    // The native tokenizer finds user-defined tokens in plain text as well: halves of a marker hold none.
    if (!special && piece.length > 1 && pieceIds.some((id) => steering.ids.has(id))) {
      const [head = ''] = piece
      add(head, false)
      add(piece.slice(head.length), false)
    } else {
      for (const id of pieceIds) ids.push(id)
    }
  }
  let position = 0
  for (const { start, end } of forged) {
    add(text.slice(position, start), true)
    add(text.slice(start, end), false)
    position = end
  }
  add(text.slice(position), true)
  return ids
}

/**
 * Tokenises text that goes on from other text. SentencePiece puts a blank before a text's first word; behind a newline
 * it does not, so a newline goes first and its tokens are taken off again (the reference uses the same trick).
 */
function tokenizeOnwards(piece: string, special: boolean, tokenizer: Tokenizer): Uint32Array {
  const newline = tokenizer.tokenize('\n', { special: false })
  const ids = tokenizer.tokenize(`\n${piece}`, { special })
  const isPrefix = newline.every((id, index) => ids[index] === id)
  return isPrefix ? ids.subarray(newline.length) : tokenizer.tokenize(piece, { special })
}
