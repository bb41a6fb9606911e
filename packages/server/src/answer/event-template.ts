import type { ChatCompletionChunk } from 'colloquy/protocol'
import { encodeEvent } from 'colloquy/stream'

/** Stands in the place of the text where a template is learnt. */
const mark = '\u0000text\u0000'
const markLiteral = JSON.stringify(mark)

/**
 * The event of a chunk, for the chunks behind it that differ by their text alone, as nearly all of a stream do: what they
 * share is written once, and only the text is made JSON anew.
 */
export class EventTemplate {
  readonly #chunk: ChatCompletionChunk
  readonly #head: string
  readonly #tail: string

  private constructor(chunk: ChatCompletionChunk, head: string, tail: string) {
    this.#chunk = chunk
    this.#head = head
    this.#tail = tail
  }

  /** Learns from a chunk and what is shown of it; undefined where it brings more than a piece of one text. */
  static learn(chunk: ChatCompletionChunk, shown: ChatCompletionChunk): EventTemplate | undefined {
    const [choice, another] = shown.choices
    if (choice === undefined || another !== undefined || !isPiece(choice)) return undefined
    // What was added to this one is not to be in those behind it.
    if (choice !== chunk.choices[0]) return undefined
    const marked = { ...shown, choices: [{ ...choice, delta: { ...choice.delta, content: mark } }] }
    const [head, tail, more] = encodeEvent(marked).split(markLiteral)
    if (head === undefined || tail === undefined || more !== undefined) return undefined
    return new EventTemplate(chunk, head, tail)
  }

  /** The event of a chunk that differs from the learnt one by its text alone; undefined for any other. */
  event(chunk: ChatCompletionChunk): string | undefined {
    const known = this.#chunk
    const [choice, another] = chunk.choices
    const [knownChoice] = known.choices
    if (choice === undefined || another !== undefined || knownChoice === undefined || !isPiece(choice)) return undefined
    const isAlike =
      differOnlyIn('choices', chunk, known) &&
      differOnlyIn('delta', choice, knownChoice) &&
      differOnlyIn('content', choice.delta, knownChoice.delta)
    return isAlike ? this.#head + JSON.stringify(choice.delta.content) + this.#tail : undefined
  }
}

function isPiece({ delta, finish_reason: reason }: ChatCompletionChunk['choices'][number]): boolean {
  return typeof delta.content === 'string' && reason === null
}

/** Objects count as different, whatever is in them. */
function differOnlyIn<T extends object>(name: keyof T, one: T, other: T): boolean {
  for (const key in one) if (key !== name && one[key] !== other[key]) return false
  for (const key in other) if (!(key in one)) return false
  return true
}
