/** What each key does to the message being written. Pure: keys in, what is asked for out. */
import type { InputHistory } from './input-history.ts'
import type { Key, KeyName } from './key-decoder.ts'
import { type Move, TextBuffer } from './text-buffer.ts'

/** What may stand at the cursor. */
export interface Completion {
  /** Index in the text that the candidates replace from, up to the cursor. */
  readonly from: number
  readonly candidates: readonly string[]
}

/** Where the editor asks for more than the text it holds. */
export interface LineEditorOptions {
  readonly history: InputHistory
  complete(text: string, cursor: number): Completion
}

/** What a key asks the outside to do; `redraw` alone where only the text changed. */
export type EditorOutcome =
  | { readonly type: 'redraw' | 'interrupt' | 'end' | 'clear-screen' | 'open-editor' | 'suspend' }
  | { readonly type: 'submit'; readonly text: string }

interface Search {
  text: string
  back: number
  readonly before: string
}

/** One instance a message. */
export class LineEditor {
  readonly #options: LineEditorOptions
  readonly #buffer = new TextBuffer()
  #draft = ''
  #back = 0
  #search: Search | undefined
  #candidates: readonly string[] = []

  constructor(options: LineEditorOptions, text = '') {
    this.#options = options
    this.#buffer.set(text)
  }

  get text(): string {
    return this.#buffer.text
  }

  get cursor(): number {
    return this.#buffer.cursor
  }

  /** The search under way; empty where there is none. */
  get hint(): string {
    if (!this.#search) return ''
    const found = this.#search.text === '' || this.#search.back > 0
    return `${found ? 'search' : 'nothing found'}: ${this.#search.text}▏  Enter takes it, Ctrl-R looks further, Ctrl-G gives up`
  }

  /** What Tab could complete to. */
  get choices(): readonly string[] {
    return this.#candidates
  }

  /** Replaces the text, as an external editor does. */
  set(text: string): void {
    this.#buffer.set(text)
  }

  push(key: Key): EditorOutcome {
    if (this.#search) {
      const outcome = this.#searchKey(key, this.#search)
      if (outcome) return outcome
    }
    this.#candidates = []
    if (key.kind !== 'key') {
      this.#buffer.insert(key.kind === 'paste' ? withoutControls(key.text) : key.text)
      return redraw
    }
    return this.#key(key.name)
  }

  #key(name: KeyName): EditorOutcome {
    const move = moves[name]
    if (move !== undefined) this.#buffer.go(move)
    const kill = kills[name]
    if (kill !== undefined) this.#buffer.kill(kill)
    switch (name) {
      case 'enter':
        return this.#enter()
      case 'newline':
        this.#buffer.insert('\n')
        return redraw
      case 'backspace':
        this.#buffer.erase('left')
        return redraw
      case 'delete':
        this.#buffer.erase('right')
        return redraw
      case 'up':
      case 'ctrl-p':
        if (!this.#buffer.goLine(-1)) this.#recall(this.#back + 1)
        return redraw
      case 'down':
      case 'ctrl-n':
        if (!this.#buffer.goLine(1)) this.#recall(this.#back - 1)
        return redraw
      case 'tab':
        this.#complete()
        return redraw
      case 'ctrl-y':
        this.#buffer.yank()
        return redraw
      case 'ctrl-r':
        this.#search = { text: '', back: 0, before: this.text }
        return redraw
      case 'ctrl-d':
        if (this.text === '') return { type: 'end' }
        this.#buffer.erase('right')
        return redraw
      case 'ctrl-c':
        return { type: 'interrupt' }
      case 'ctrl-g':
        return { type: 'open-editor' }
      case 'ctrl-l':
        return { type: 'clear-screen' }
      case 'ctrl-z':
        return { type: 'suspend' }
      default:
        return redraw
    }
  }

  // Three quotes begin a message of several lines; then Enter is a new line until three quotes end it.
  #enter(): EditorOutcome {
    const { text } = this
    if (text.startsWith('"""')) {
      const body = text.slice(3)
      if (!body.trimEnd().endsWith('"""')) {
        this.#buffer.insert('\n')
        return redraw
      }
      return { type: 'submit', text: body.trimEnd().slice(0, -3).replace(/^\n/u, '').replace(/\n$/u, '') }
    }
    return { type: 'submit', text }
  }

  #recall(back: number): void {
    if (back < 0 || back > this.#options.history.length) return
    if (this.#back === 0) this.#draft = this.text
    this.#back = back
    this.#buffer.set(back === 0 ? this.#draft : (this.#options.history.at(back) ?? ''))
  }

  #complete(): void {
    const { from, candidates } = this.#options.complete(this.text, this.cursor)
    const typed = this.text.slice(from, this.cursor)
    const common = commonStart(candidates)
    const [only] = candidates
    if (candidates.length === 1 && only !== undefined) {
      this.#buffer.replace(from, this.cursor, /[/\\]$/u.test(only) ? only : `${only} `)
    } else if (common.length > typed.length) this.#buffer.replace(from, this.cursor, common)
    else this.#candidates = candidates
  }

  // Undefined where the key ends the search and is then done as usual.
  #searchKey(key: Key, search: Search): EditorOutcome | undefined {
    if (key.kind !== 'key') return this.#find(search, search.text + key.text.replaceAll('\n', ' '), 0)
    switch (key.name) {
      case 'ctrl-r':
        return this.#find(search, search.text, search.back)
      case 'backspace':
        return this.#find(search, search.text.slice(0, -1), 0)
      case 'enter':
      case 'tab':
        this.#search = undefined
        return redraw
      case 'escape':
      case 'ctrl-g':
      case 'ctrl-c':
        this.#search = undefined
        this.#buffer.set(search.before)
        return redraw
      default:
        this.#search = undefined
        return undefined
    }
  }

  #find(search: Search, text: string, from: number): EditorOutcome {
    const back = text === '' ? 0 : (this.#options.history.search(text, from) ?? (from > 0 ? from : 0))
    this.#search = { ...search, text, back }
    const found = back === 0 ? undefined : this.#options.history.at(back)
    if (found !== undefined) this.#buffer.set(found)
    return redraw
  }
}

const redraw: EditorOutcome = { type: 'redraw' }

const moves: Readonly<Record<string, Move | undefined>> = {
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  'word-left': 'word-left',
  'word-right': 'word-right',
  'ctrl-b': 'left',
  'ctrl-f': 'right',
  'ctrl-a': 'home',
  'ctrl-e': 'end',
}

const kills: Readonly<Record<string, Move | undefined>> = {
  'ctrl-k': 'end',
  'ctrl-u': 'home',
  'ctrl-w': 'blank-left',
  'alt-d': 'word-right',
}

function commonStart(candidates: readonly string[]): string {
  const [first = '', ...others] = candidates
  let length = first.length
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length--
  }
  return first.slice(0, length)
}

// A paste may hold anything; tabs and new lines are text, other controls would steer the terminal when shown.
function withoutControls(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}/gu, '')
}
