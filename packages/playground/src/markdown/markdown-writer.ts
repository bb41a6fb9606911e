import {
  BlockSplitter,
  formulaOfBlock,
  InlineStream,
  type BlockEvent,
  type Container,
  type LeafBlock,
} from '@colloquy/markdown'

import { CodeBlock } from './code-block.ts'
import { showFormula } from './formula.ts'
import { inlineNodes } from './inline-nodes.ts'
import { OpenTable } from './open-table.ts'

/**
 * Writes Markdown into an element while it comes. Only ever appends: what is on the page is not drawn again, so a long
 * answer costs no more at its end than at its beginning. Everything becomes an element or text; nothing is read as HTML.
 */
export class MarkdownWriter {
  readonly #root: HTMLElement
  readonly #splitter = new BlockSplitter()
  #containers: { container: Container; element: HTMLElement }[] = []
  #leaf: OpenLeaf | undefined
  // Levels of the headings that the next one may stand below.
  #levels: readonly number[] = []

  constructor(root: HTMLElement) {
    this.#root = root
  }

  push(text: string): void {
    for (const event of this.#splitter.push(text)) this.#take(event)
  }

  end(): void {
    for (const event of this.#splitter.end()) this.#take(event)
  }

  #take(event: BlockEvent): void {
    switch (event.type) {
      case 'open':
        this.#leaf = this.#open(event.block, this.#enter(event.path))
        // The outermost block reads from right to left where its words do, with all that is in it.
        if (this.#root.lastElementChild instanceof HTMLElement) this.#root.lastElementChild.dir = 'auto'
        return
      case 'text':
        this.#leaf?.text(event.text)
        return
      case 'row':
        this.#leaf?.row(event.cells)
        return
      case 'close':
        this.#leaf?.close()
        this.#leaf = undefined
        return
    }
  }

  #open(block: LeafBlock, parent: HTMLElement): OpenLeaf {
    switch (block.kind) {
      case 'paragraph':
        return openWords(append(parent, 'p'))
      case 'heading':
        return openWords(append(parent, this.#headingTag(block.level)))
      case 'code':
        return openCode(parent, block.language)
      case 'formula':
        return openFormula(append(parent, 'div', 'formula'))
      case 'table':
        return openTable(append(parent, 'div', 'table'), block.columns)
      case 'rule':
        append(parent, 'hr')
        return { text: () => {}, row: () => {}, close: () => {} }
    }
  }

  /** The page's own headings end at the second level; an answer's begin below them and leave none out, as readers by ear need it. */
  #headingTag(level: number): (typeof headingTags)[number] {
    this.#levels = [...this.#levels.filter((above) => above < level), level]
    return headingTags[this.#levels.length - 1] ?? 'h6'
  }

  /** The element that the path ends in; containers that stay open are kept, the others are left. */
  #enter(path: readonly Container[]): HTMLElement {
    let shared = 0
    while (shared < path.length && this.#containers[shared]?.container === path[shared]) shared++
    const left = this.#containers[shared]?.container
    this.#containers = this.#containers.slice(0, shared)
    let parent = this.#containers.at(-1)?.element ?? this.#root
    for (const container of path.slice(shared)) {
      parent = openContainer(container, parent, left)
      this.#containers.push({ container, element: parent })
    }
    return parent
  }
}

/** How an open block takes what comes. */
interface OpenLeaf {
  text(text: string): void
  row(cells: readonly string[]): void
  close(): void
}

function openContainer(container: Container, parent: HTMLElement, left: Container | undefined): HTMLElement {
  if (container.kind === 'quote') return append(parent, 'blockquote')
  const { number, done } = container
  const tag = number === undefined ? 'ul' : 'ol'
  // An item that follows an item of the same kind goes on with its list.
  const last = parent.lastElementChild
  const goesOn = left?.kind === 'item' && last instanceof HTMLElement && last.localName === tag
  const list = goesOn ? last : append(parent, tag)
  if (!goesOn && number !== undefined && number !== 1) list.setAttribute('start', String(number))
  const item = append(list, 'li')
  if (done === undefined) return item
  const box = append(item, 'input')
  box.type = 'checkbox'
  box.disabled = true
  box.setAttribute('aria-label', done ? 'Done' : 'To do')
  box.checked = done
  item.className = 'task'
  return item
}

const headingTags = ['h3', 'h4', 'h5', 'h6'] as const

function openWords(element: HTMLElement): OpenLeaf {
  const words = new InlineStream()
  return {
    text: (text) => element.append(...inlineNodes(words.push(text))),
    row: () => {},
    close: () => element.append(...inlineNodes(words.end())),
  }
}

function openCode(parent: HTMLElement, language: string): OpenLeaf {
  const code = new CodeBlock(parent, language)
  return { text: (text) => code.text(text), row: () => {}, close: () => code.close() }
}

function openFormula(element: HTMLElement): OpenLeaf {
  const text = document.createTextNode('')
  element.append(text)
  element.tabIndex = 0
  return {
    text: (more) => text.appendData(more),
    row: () => {},
    // Only now is it known to be one, and it is shown once.
    close: () => {
      const tex = formulaOfBlock(text.data)
      if (tex !== undefined) void showFormula(element, tex, true)
    },
  }
}

function openTable(parent: HTMLElement, columns: readonly unknown[]): OpenLeaf {
  const table = new OpenTable(parent, columns)
  return { text: () => {}, row: (cells) => table.row(cells), close: () => {} }
}

function append<Tag extends keyof HTMLElementTagNameMap>(
  parent: HTMLElement,
  tag: Tag,
  name?: string,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (name !== undefined) element.className = name
  parent.append(element)
  return element
}
