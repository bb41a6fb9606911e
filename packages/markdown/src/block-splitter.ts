/** Splits Markdown into blocks while it is being written. Pure; one instance per text. */
import type { BlockEvent, Container, LeafBlock } from './block-event.ts'
import { keepContainers, type LineStart, readLineStart } from './line-start.ts'
import { blockFormulaEnd, closingMark } from './read-formula.ts'
import { readAlignments, readCells } from './table-row.ts'

type OpenLeaf =
  | { readonly kind: 'none' | 'paragraph' | 'indented code' | 'table' }
  | { readonly kind: 'fenced code'; readonly fence: string; readonly indent: number }
  | { readonly kind: 'formula'; readonly close: string }

/**
 * Follows CommonMark with GitHub's tables and task lists, with what a reader of unfinished text needs instead of the
 * rest: a line of `---` or `===` under a paragraph does not turn it into a heading, and a table's rows begin with a
 * pipe, because what was shown is not changed any more. HTML and link definitions are text.
 *
 * Each letter is looked at a bounded number of times: cost is linear in the length of the text, however it is cut.
 */
export class BlockSplitter {
  #path: Container[] = []
  // Containers in which no block has begun: an item without words is told when it ends.
  readonly #unfilled = new Set<Container>()
  #leaf: OpenLeaf = { kind: 'none' }
  #apart = false
  #line = ''
  #tryAt = 0
  // The kind of the line is known: what comes up to its end is text of the open block.
  #within = false
  // A first table row waits for the line that says whether it is one.
  #head: string | undefined
  // Empty lines of code between four spaces count only when more code follows.
  #emptyLines = 0
  #carriageReturn = false
  #events: BlockEvent[] = []

  /** What can be told after this text. */
  push(text: string): readonly BlockEvent[] {
    const whole = `${this.#carriageReturn ? '\r' : ''}${text}`
    this.#carriageReturn = whole.endsWith('\r')
    const lines = (this.#carriageReturn ? whole.slice(0, -1) : whole).split(/\r\n|\r|\n/u)
    lines.forEach((piece, index) => {
      this.#add(piece, index < lines.length - 1)
    })
    return this.#take()
  }

  /** Ends the text: closes what is open. The instance is used up. */
  end(): readonly BlockEvent[] {
    if (this.#line !== '' && !this.#within) this.#add('', true)
    this.#settleHead()
    this.#closeLeaf()
    this.#leaveContainers(0)
    return this.#take()
  }

  #take(): readonly BlockEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  #add(piece: string, complete: boolean): void {
    if (this.#within) {
      this.#text(piece)
      if (!complete) return
      this.#within = false
      if (this.#leaf.kind === 'fenced code') this.#text('\n')
      return
    }
    this.#line += piece
    // Asked anew for each letter, a long undecided line would cost the square of its length.
    if (!complete && this.#line.length < this.#tryAt) return
    this.#tryAt = this.#line.length < 64 ? 0 : this.#line.length * 2
    const known = this.#read(complete)
    if (!known) return
    this.#line = ''
    this.#tryAt = 0
    this.#within &&= !complete
  }

  #read(complete: boolean): boolean {
    if (this.#leaf.kind === 'fenced code') return this.#readCode(complete)
    return this.#leaf.kind === 'formula' ? this.#readFormula(this.#leaf.close, complete) : this.#readLine(complete)
  }

  #readFormula(close: string, complete: boolean): boolean {
    const outer = complete ? keepContainers(this.#line, complete, this.#path) : undefined
    if (!outer) return false
    // LaTeX has no empty lines in a formula. So if an empty line comes before the closing mark, this is not a formula,
    // and nothing is held back for it.
    if (outer.kept < this.#path.length || outer.rest.trim() === '') {
      this.#closeLeaf()
      return this.#readLine(complete)
    }
    this.#formulaLine(outer.rest, close)
    return true
  }

  #formulaLine(line: string, close: string): void {
    const at = closingMark(line, close)
    const end = at < 0 ? line.length : at + close.length
    this.#text(`${line.slice(0, end)}\n`)
    if (at < 0) return
    this.#closeLeaf()
    const rest = line.slice(end).trimStart()
    if (rest === '') return
    this.#openParagraph()
    this.#text(rest)
  }

  #readCode(complete: boolean): boolean {
    if (this.#leaf.kind !== 'fenced code') return false
    const { fence, indent } = this.#leaf
    const outer = keepContainers(this.#line, complete, this.#path)
    if (!outer) return false
    if (outer.kept < this.#path.length) {
      this.#closeLeaf()
      return this.#readLine(complete)
    }
    const text = outer.rest.trim()
    const mark = fence[0] ?? '`'
    if (indentOf(outer.rest) < 4 && text === mark.repeat(text.length) && (text.length >= fence.length || !complete)) {
      if (!complete) return false
      this.#closeLeaf()
      return true
    }
    if (!complete && text === '') return false
    this.#text(outer.rest.slice(Math.min(indent, indentOf(outer.rest))))
    if (complete) this.#text('\n')
    this.#within = true
    return true
  }

  #readLine(complete: boolean): boolean {
    const { kind } = this.#leaf
    const leaf = kind === 'fenced code' || kind === 'formula' ? 'none' : this.#head === undefined ? kind : 'paragraph'
    const start = readLineStart(this.#line, complete, { path: this.#path, leaf })
    if (!start) return false
    const lazy = start.leaf.kind === 'text' && start.added.length === 0 && leaf === 'paragraph'
    if (this.#head !== undefined && this.#beginTable(start)) return true
    if (!lazy) this.#enter(start)
    this.#readLeaf(start)
    return true
  }

  // Closes what this line does not belong to, and opens what it begins.
  #enter({ kept, added, leaf }: LineStart): void {
    const leaves = kept < this.#path.length || added.length > 0
    const isCode = this.#leaf.kind === 'indented code'
    const goesOn = isCode ? leaf.kind === 'indented code' || leaf.kind === 'blank' : leaf.kind === 'table row'
    if (leaves || !goesOn) this.#closeLeaf()
    this.#leaveContainers(kept)
    for (const container of added) {
      this.#path = [...this.#path, container]
      this.#unfilled.add(container)
    }
  }

  #readLeaf({ added, leaf, rest }: LineStart): void {
    switch (leaf.kind) {
      case 'blank':
        if (this.#leaf.kind === 'indented code') this.#emptyLines++
        // An item without words is no empty line.
        if (added.length === 0) this.#apart = true
        return
      case 'rule':
        this.#open({ kind: 'rule' })
        this.#events.push({ type: 'close' })
        return
      case 'heading':
        this.#open({ kind: 'heading', level: leaf.level })
        this.#text(rest)
        this.#events.push({ type: 'close' })
        return
      case 'fence':
        this.#open({ kind: 'code', language: leaf.language })
        this.#leaf = { kind: 'fenced code', fence: leaf.fence, indent: leaf.indent }
        return
      case 'indented code':
        if (this.#leaf.kind === 'indented code') this.#text('\n'.repeat(this.#emptyLines + 1))
        else this.#open({ kind: 'code', language: '' })
        this.#leaf = { kind: 'indented code' }
        this.#emptyLines = 0
        this.#apart = false
        this.#text(rest)
        this.#within = true
        return
      case 'formula': {
        const close = blockFormulaEnd(rest) ?? ''
        this.#open({ kind: 'formula' })
        this.#leaf = { kind: 'formula', close }
        this.#text(rest.slice(0, close.length))
        this.#formulaLine(rest.slice(close.length), close)
        return
      }
      case 'table row':
        if (this.#leaf.kind === 'table') this.#row(readCells(rest))
        else this.#head = rest
        return
      case 'text':
        if (this.#leaf.kind === 'paragraph') this.#text('\n')
        else this.#openParagraph()
        this.#text(rest)
        this.#within = true
    }
  }

  // True where the line under a first row makes it a table's head.
  #beginTable({ kept, added, leaf, rest }: LineStart): boolean {
    const head = readCells(this.#head ?? '')
    const stays = kept === this.#path.length && added.length === 0 && leaf.kind === 'table row'
    const columns = stays ? readAlignments(rest) : undefined
    if (columns?.length !== head.length) {
      this.#settleHead()
      return false
    }
    this.#head = undefined
    this.#closeLeaf()
    this.#open({ kind: 'table', columns })
    this.#leaf = { kind: 'table' }
    this.#row(head)
    return true
  }

  // A row of words between pipes that no table followed was text.
  #settleHead(): void {
    if (this.#head === undefined) return
    const head = this.#head
    this.#head = undefined
    if (this.#leaf.kind === 'paragraph') this.#text('\n')
    else this.#openParagraph()
    this.#text(head)
  }

  #openParagraph(): void {
    this.#closeLeaf()
    this.#open({ kind: 'paragraph' })
    this.#leaf = { kind: 'paragraph' }
  }

  #open(block: LeafBlock): void {
    for (const container of this.#path) this.#unfilled.delete(container)
    this.#events.push({ type: 'open', block, path: this.#path, apart: this.#apart })
    this.#apart = false
  }

  #text(text: string): void {
    if (text !== '') this.#events.push({ type: 'text', text })
  }

  #row(cells: readonly string[]): void {
    this.#events.push({ type: 'row', cells })
  }

  #closeLeaf(): void {
    if (this.#leaf.kind === 'none') return
    if (this.#leaf.kind === 'indented code') this.#text('\n')
    this.#emptyLines = 0
    this.#leaf = { kind: 'none' }
    this.#events.push({ type: 'close' })
  }

  #leaveContainers(kept: number): void {
    const inner = this.#path.at(-1)
    if (this.#path.length > kept && inner && this.#unfilled.has(inner)) {
      const apart = this.#apart
      this.#apart = false
      this.#openParagraph()
      this.#closeLeaf()
      this.#apart = apart
    }
    this.#path = this.#path.slice(0, kept)
  }
}

function indentOf(text: string): number {
  return text.length - text.replace(/^ +/u, '').length
}
