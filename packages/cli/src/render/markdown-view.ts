/** Shows Markdown on a terminal while it comes. Pure; one instance an answer. What it gave stands: it only appends. */
import {
  type BlockEvent,
  BlockSplitter,
  type Container,
  type Inline,
  InlineStream,
  type LeafBlock,
} from '@colloquy/markdown'
import type { Format } from '../terminal/colour.ts'
import { printable } from '../terminal/printable.ts'
import { Highlighter } from './highlighter.ts'
import { inlineParts } from './inline-parts.ts'
import { tableLines } from './table-lines.ts'
import { stripStyle, WordWrap } from './word-wrap.ts'
import { textWidth } from '../terminal/text-width.ts'

/** What it is shown on. */
export interface MarkdownSurface {
  /** Columns of the terminal now: asked anew as it may be resized while an answer comes. */
  readonly columns: number
  style(format: Format, text: string): string
}

type Prefix = { readonly first: string; readonly rest: string }

/** A paragraph flows word by word, code line by line, a table comes when it is whole. */
export class MarkdownView {
  readonly #surface: MarkdownSurface
  readonly #splitter = new BlockSplitter()
  readonly #marked = new Set<Container>()
  #block: LeafBlock | undefined
  #prefix: Prefix = { first: '', rest: '' }
  #wrap: WordWrap | undefined
  #inline = new InlineStream()
  // How a line of the open code or formula looks.
  #lineLook: (line: string) => string = (line) => line
  #codeLine = ''
  #rows: (readonly string[])[] = []
  #begun = false
  #last: LeafBlock['kind'] | undefined

  constructor(surface: MarkdownSurface) {
    this.#surface = surface
  }

  /** What can be shown after this text. */
  push(text: string): string {
    if (this.#wrap) this.#wrap.columns = this.#lineWidth
    // Carriage returns are the splitter's to read; everything else that steers a terminal is shown, not obeyed.
    const safe = text.split('\r').map(printable).join('\r')
    return this.#show(this.#splitter.push(safe))
  }

  /** The rest; every line is ended. */
  end(): string {
    return this.#show(this.#splitter.end())
  }

  #show(events: readonly BlockEvent[]): string {
    return events.map((event) => this.#event(event)).join('')
  }

  #event(event: BlockEvent): string {
    switch (event.type) {
      case 'open':
        return this.#open(event.block, event.path, event.apart)
      case 'text':
        return this.#text(event.text)
      case 'row':
        this.#rows.push(event.cells)
        return ''
      case 'close':
        return this.#close()
    }
  }

  #open(block: LeafBlock, path: readonly Container[], apart: boolean): string {
    this.#block = block
    const gap = this.#gap(block, path, apart)
    this.#prefix = this.#prefixOf(path)
    this.#begun = true
    this.#last = block.kind
    const { columns } = this.#surface
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        this.#inline = new InlineStream()
        this.#wrap = new WordWrap({ columns: this.#lineWidth, ...this.#prefix })
        return gap
      case 'code': {
        const highlighter = new Highlighter(block.language, (format, text) => this.#surface.style(format, text))
        this.#lineLook = (line) => highlighter.line(line)
        this.#codeLine = ''
        return gap
      }
      case 'formula':
        this.#lineLook = (line) => this.#surface.style('magenta', line)
        this.#codeLine = ''
        return gap
      case 'table':
        this.#rows = []
        return gap
      case 'rule': {
        const width = Math.max(3, Math.min(40, columns - 1 - this.#room()))
        return `${gap}${this.#prefix.first}${this.#surface.style('dim', '─'.repeat(width))}\n`
      }
    }
  }

  // An empty line where the source has one, and around what stands for itself.
  #gap(block: LeafBlock, path: readonly Container[], apart: boolean): string {
    if (!this.#begun) return ''
    const standsAlone = (kind: LeafBlock['kind'] | undefined) => kind !== undefined && kind !== 'paragraph'
    const wanted = apart || (path.length === 0 && (standsAlone(block.kind) || standsAlone(this.#last)))
    if (!wanted) return ''
    return `${this.#prefixOf(path.filter((container) => this.#marked.has(container))).rest.trimEnd()}\n`
  }

  #prefixOf(path: readonly Container[]): Prefix {
    let first = ''
    let rest = ''
    for (const container of path) {
      const isNew = !this.#marked.has(container)
      this.#marked.add(container)
      if (container.kind === 'quote') {
        const bar = this.#surface.style('dim', '│ ')
        first += bar
        rest += bar
        continue
      }
      const marker = this.#marker(container.number, container.done)
      const space = ' '.repeat(textWidth(stripStyle(marker)))
      first += isNew ? marker : space
      rest += space
    }
    return { first, rest }
  }

  #marker(number: number | undefined, done: boolean | undefined): string {
    const box = done === undefined ? '' : done ? '☑ ' : '☐ '
    if (number !== undefined) return this.#surface.style('cyan', ` ${number}. ${box}`)
    return this.#surface.style('cyan', box === '' ? ' • ' : ` ${box}`)
  }

  get #lineWidth(): number {
    return Math.max(8, this.#surface.columns - 1)
  }

  #room(): number {
    return textWidth(stripStyle(this.#prefix.rest))
  }

  #text(text: string): string {
    if (this.#block?.kind === 'code' || this.#block?.kind === 'formula') return this.#code(text)
    // A new line stays one, though Markdown would join the two: models write poems and addresses that way.
    return this.#words(this.#inline.push(text.replaceAll('\n', '  \n')))
  }

  #words(inlines: readonly Inline[]): string {
    const formats: readonly Format[] =
      this.#block?.kind === 'heading' ? (this.#block.level === 1 ? ['bold', 'underline'] : ['bold']) : []
    let shown = ''
    for (const part of inlineParts(inlines, formats)) {
      if (part.kind === 'break') shown += this.#wrap?.newline() ?? ''
      else shown += this.#wrap?.push(part.text, (text) => this.#paint(part.formats, text)) ?? ''
    }
    return shown
  }

  #paint(formats: readonly Format[], text: string): string {
    return formats.reduce((shown, format) => this.#surface.style(format, shown), text)
  }

  #code(text: string): string {
    const lines = (this.#codeLine + text).split('\n')
    this.#codeLine = lines.pop() ?? ''
    return lines.map((line) => this.#codeText(line)).join('')
  }

  #codeText(line: string): string {
    const { first, rest } = this.#prefix
    this.#prefix = { first: rest, rest }
    return `${first}  ${this.#lineLook(line)}\n`
  }

  #close(): string {
    const block = this.#block
    this.#block = undefined
    switch (block?.kind) {
      case 'paragraph':
      case 'heading': {
        this.#block = block
        const rest = this.#words(this.#inline.end())
        this.#block = undefined
        return `${rest}${this.#wrap?.end() ?? ''}\n`
      }
      case 'code':
      case 'formula':
        return this.#codeLine === '' ? '' : this.#codeText(this.#codeLine)
      case 'table': {
        const lines = tableLines(this.#rows, block.columns, {
          columns: this.#surface.columns - 1 - this.#room(),
          paint: (formats, text) => this.#paint(formats, text),
        })
        return lines.map((line, index) => `${index === 0 ? this.#prefix.first : this.#prefix.rest}${line}\n`).join('')
      }
      default:
        return ''
    }
  }
}
