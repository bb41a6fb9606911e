/** What a Markdown text is made of, told in order while it comes. */

/** A quote around blocks. */
export interface QuoteContainer {
  readonly kind: 'quote'
}

/** A list item around blocks. */
export interface ItemContainer {
  readonly kind: 'item'
  /** Its number in an ordered list; undefined after a bullet. */
  readonly number: number | undefined
  /** Whether its box is ticked; undefined where it has none. */
  readonly done: boolean | undefined
  /** Columns of text its blocks are indented by in the source. */
  readonly width: number
}

/** What blocks stand in, from the outside in. The same object stands in each path for as long as it is open. */
export type Container = QuoteContainer | ItemContainer

export type Alignment = 'left' | 'right' | 'centre'

/** A block that holds text and no other blocks. */
export type LeafBlock =
  | { readonly kind: 'paragraph' }
  | { readonly kind: 'heading'; readonly level: number }
  /** `language` is the first word after the fence, or empty. */
  | { readonly kind: 'code'; readonly language: string }
  /** A row after the other; the first is the head. */
  | { readonly kind: 'table'; readonly columns: readonly Alignment[] }
  /** LaTeX by itself; its text is the source, marks included. Only at its end is it certain that it is closed. */
  | { readonly kind: 'formula' }
  | { readonly kind: 'rule' }

/** One step. What was told is never taken back, so whoever shows it only ever appends. */
export type BlockEvent =
  | {
      readonly type: 'open'
      readonly block: LeafBlock
      readonly path: readonly Container[]
      /** An empty line stands before it in the source. */
      readonly apart: boolean
    }
  /** More source text of the open block: inline Markdown of a paragraph or heading, or lines of code or a formula as they are. */
  | { readonly type: 'text'; readonly text: string }
  /** A row of the open table; its cells are inline Markdown. */
  | { readonly type: 'row'; readonly cells: readonly string[] }
  /** The open block will not change any more. */
  | { readonly type: 'close' }
