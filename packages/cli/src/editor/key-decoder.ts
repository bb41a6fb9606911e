/** Turns what a terminal sends into keys. Pure; one instance a terminal. */

/** Keys that do something; a letter with Ctrl is `ctrl-a`, with Alt `alt-b`. */
export type KeyName =
  | 'enter'
  | 'newline'
  | 'tab'
  | 'shift-tab'
  | 'escape'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'page-up'
  | 'page-down'
  | `ctrl-${string}`
  | `alt-${string}`

/** What a person did. A paste comes whole, its lines ended by `\n`. */
export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'key'; readonly name: KeyName }

const escape = '\u001b'
const pasteStart = `${escape}[200~`
const pasteEnd = `${escape}[201~`

/**
 * Reads xterm's sequences, which Windows Terminal and every common terminal send. An escape may be the beginning of one
 * that a slow line has cut in two, so that alone it counts once something else follows it, or at `flush`.
 */
export class KeyDecoder {
  #held = ''
  #pasting = false

  /** The keys in this piece of input. */
  push(text: string): readonly Key[] {
    this.#held += text
    const keys: Key[] = []
    for (;;) {
      const before = this.#held.length
      const key = this.#pasting ? this.#paste() : this.#next()
      if (key) keys.push(key)
      else if (this.#held.length === before) return keys
    }
  }

  /** Whether an escape came that may be the key of that name, or the beginning of more. */
  get waits(): boolean {
    return this.#held === escape && !this.#pasting
  }

  /** Nothing more came for a while: an escape that waits is the key. */
  flush(): readonly Key[] {
    return this.waits ? [this.#take(1, { kind: 'key', name: 'escape' })] : []
  }

  #paste(): Key | undefined {
    const end = this.#held.indexOf(pasteEnd)
    if (end < 0) return undefined
    const text = this.#held.slice(0, end).replaceAll(/\r\n?/gu, '\n')
    this.#held = this.#held.slice(end + pasteEnd.length)
    this.#pasting = false
    return { kind: 'paste', text }
  }

  #next(): Key | undefined {
    const held = this.#held
    if (held === '') return undefined
    if (held.startsWith(pasteStart)) {
      this.#held = held.slice(pasteStart.length)
      this.#pasting = true
      return undefined
    }
    if (held.startsWith(escape)) return this.#sequence(held)
    const words = /^\P{Cc}+/u.exec(held)?.[0]
    if (words !== undefined) return this.#take(words.length, { kind: 'text', text: words })
    return this.#take(1, { kind: 'key', name: controlName(held) })
  }

  #sequence(held: string): Key | undefined {
    if (held === escape) return undefined
    const control = sequencePattern.exec(held)?.[0]
    if (control !== undefined) {
      const name = sequences[control.slice(1)]
      if (name !== undefined) return this.#take(control.length, { kind: 'key', name })
      // A key we have no use for is dropped whole, not typed as garbage.
      this.#held = held.slice(control.length)
      return undefined
    }
    if (partialPattern.test(held)) return undefined
    const letter = held[1] ?? ''
    if (letter === escape) return this.#take(1, { kind: 'key', name: 'escape' })
    if (letter === '\r' || letter === '\n') return this.#take(2, { kind: 'key', name: 'newline' })
    if (letter === '\u007f' || letter === '\b') return this.#take(2, { kind: 'key', name: 'ctrl-w' })
    if (letter === 'b') return this.#take(2, { kind: 'key', name: 'word-left' })
    if (letter === 'f') return this.#take(2, { kind: 'key', name: 'word-right' })
    return this.#take(2, { kind: 'key', name: `alt-${letter}` })
  }

  #take(length: number, key: Key): Key {
    this.#held = this.#held.slice(length)
    return key
  }
}

function controlName(held: string): KeyName {
  const code = held.charCodeAt(0)
  if (code === 0x0d) return 'enter'
  if (code === 0x0a) return 'newline'
  if (code === 0x09) return 'tab'
  if (code === 0x7f || code === 0x08) return 'backspace'
  return `ctrl-${String.fromCharCode(code + 0x60)}`
}

const sequencePattern = new RegExp(`^${escape}(?:\\[[0-9;?<]*[A-Za-z~]|O[A-Za-z])`, 'u')
const partialPattern = new RegExp(`^${escape}(?:\\[[0-9;?<]*|O)$`, 'u')

const sequences: Readonly<Record<string, KeyName | undefined>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[3~': 'delete',
  '[5~': 'page-up',
  '[6~': 'page-down',
  '[Z': 'shift-tab',
  '[1;5C': 'word-right',
  '[1;5D': 'word-left',
  '[1;3C': 'word-right',
  '[1;3D': 'word-left',
  // Shift-Enter and Ctrl-Enter, from terminals that can tell them from Enter.
  '[13;2u': 'newline',
  '[13;5u': 'newline',
  '[27;2;13~': 'newline',
}
