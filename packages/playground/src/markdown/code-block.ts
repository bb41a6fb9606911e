import { copyText } from '../browser/copy-text.ts'
import { highlight } from './highlight.ts'

/** Code as it comes, its language above it and a button that copies it. */
export class CodeBlock {
  readonly #code: HTMLElement
  readonly #text: Text = document.createTextNode('')
  readonly #language: string

  constructor(parent: HTMLElement, language: string) {
    const block = document.createElement('div')
    block.className = 'code'
    const head = document.createElement('div')
    head.className = 'code-head'
    const name = document.createElement('span')
    name.textContent = language === '' ? 'code' : language
    head.append(
      name,
      copyButton(() => this.#text.data),
    )
    const pre = document.createElement('pre')
    this.#code = document.createElement('code')
    this.#code.append(this.#text)
    // What is wider than the page is scrolled to with keys as well.
    this.#code.tabIndex = 0
    pre.append(this.#code)
    block.append(head, pre)
    parent.append(block)
    this.#language = language
  }

  text(more: string): void {
    this.#text.appendData(more)
  }

  /** Coloured once, when it is whole: colouring a growing text anew would cost the square of its length. */
  close(): void {
    void highlight(this.#code, this.#language)
  }
}

function copyButton(text: () => string): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'link'
  button.textContent = 'Copy'
  button.addEventListener('click', () => {
    void copyText(text()).then(
      () => (button.textContent = 'Copied'),
      () => (button.textContent = 'Not copied'),
    )
  })
  button.addEventListener('blur', () => (button.textContent = 'Copy'))
  return button
}
