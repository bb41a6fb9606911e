import type { Dialect, Mark, ReasoningMarks } from '../dialect.ts'
import type { DeclaredTools } from './call-reader.ts'

/** A mark to look for, and what it means. */
export type Sought =
  | { readonly text: string; readonly kind: 'layout' | 'closer' | 'separator' }
  | { readonly text: string; readonly kind: 'call'; readonly bare: boolean }
  | { readonly text: string; readonly kind: 'reasoning'; readonly marks: ReasoningMarks }

interface Placed {
  readonly where: Mark['where']
  /** Counts only as a token; spelled out in letters it is a quotation. */
  readonly quotable: boolean
  readonly sought: Sought
}

/** What decides which marks could begin at a place of the output. */
export interface Place {
  /** No word of content has come since the start, since reasoning or since a call. */
  readonly isPausing: boolean
  readonly isAtLineStart: boolean
  /** Letters stand there, not a token of a mark. */
  readonly isQuotation: boolean
}

/** The marks of a dialect, by place. */
export class SoughtMarks {
  readonly #placed: readonly Placed[]
  /** What may stand after a call, in a section of calls that is not closed. */
  readonly behindCall: readonly Sought[]
  /** What may stand after a section. */
  readonly closers: readonly Sought[]

  /** Without tools nothing opens a call. */
  constructor(dialect: Dialect, tools: DeclaredTools) {
    const { calls } = dialect
    const openers = tools.size === 0 ? [] : calls.openers
    const place = ({ where, text }: Mark, sought: Sought): Placed => {
      const quotable = [...dialect.quotableMarks].some((token) => text.startsWith(token))
      return { where, sought, quotable }
    }
    this.#placed = [
      ...dialect.reasoning.map((marks) => place(marks.open, { text: marks.open.text, kind: 'reasoning', marks })),
      ...dialect.layoutMarks.map((mark) => place(mark, { text: mark.text, kind: 'layout' })),
      ...openers.map((mark) => place(mark, { text: mark.text, kind: 'call', bare: mark.bare === true })),
    ]
    this.closers = calls.closers.map((text) => ({ text, kind: 'closer' }))
    this.behindCall = [...this.closers, ...nextItems(dialect, tools)]
  }

  /** The marks that could begin at a place in the text. */
  at({ isPausing, isAtLineStart, isQuotation }: Place): readonly Sought[] {
    return this.#placed
      .filter(({ quotable }) => !quotable || !isQuotation)
      .filter(({ where }) => where === 'anywhere' || (where === 'line' ? isAtLineStart : isPausing))
      .map(({ sought }) => sought)
  }
}

// Lists go on after a comma; calls without markers are also set apart by semicolons and line breaks.
function nextItems({ calls: { body } }: Dialect, tools: DeclaredTools): Sought[] {
  const separators: Sought[] = [',', ';'].map((text) => ({ text, kind: 'separator' }))
  if (body.kind === 'json') return [...separators, { text: '{', kind: 'call', bare: true }]
  if (body.kind !== 'python') return []
  return [...separators, ...[...tools.keys()].map((name): Sought => ({ text: `${name}(`, kind: 'call', bare: true }))]
}
