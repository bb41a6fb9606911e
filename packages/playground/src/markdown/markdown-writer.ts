import {
  BlockSplitter,
  formulaOfBlock,
  InlineStream,
  type BlockEvent,
  type Container,
  type LeafBlock,
} from '@colloquy/markdown'

import { showFormula } from './formula.ts'
import { highlight } from './highlight.ts'
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
        this.#leaf = openLeaf(event.block, this.#enter(event.path))
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
  box.checked = done
  item.className = 'task'
  return item
}

function openLeaf(block: LeafBlock, parent: HTMLElement): OpenLeaf {
  switch (block.kind) {
    case 'paragraph':
      return openWords(append(parent, 'p'))
    case 'heading':
      // The page has headings of its own; an answer's begin below them.
      return openWords(append(parent, headingTags[Math.min(block.level + 1, 5)] ?? 'h6'))
    case 'code':
      return openCode(append(append(parent, 'pre'), 'code'), block.language)
    case 'formula':
      return openFormula(append(parent, 'div', 'formula'))
    case 'table':
      return openTable(append(parent, 'div', 'table'), block.columns)
    case 'rule':
      append(parent, 'hr')
      return { text: () => {}, row: () => {}, close: () => {} }
  }
}

const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

function openWords(element: HTMLElement): OpenLeaf {
  const words = new InlineStream()
  return {
    text: (text) => element.append(...inlineNodes(words.push(text))),
    row: () => {},
    close: () => element.append(...inlineNodes(words.end())),
  }
}

function openCode(element: HTMLElement, language: string): OpenLeaf {
  const text = document.createTextNode('')
  element.append(text)
  element.tabIndex = 0
  if (language !== '') element.dataset['language'] = language
  return {
    text: (more) => text.appendData(more),
    row: () => {},
    // Coloured once, when it is whole: colouring a growing text anew would cost the square of its length.
    close: () => void highlight(element, language),
  }
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
