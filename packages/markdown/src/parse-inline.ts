/** Reads emphasis, code, links and breaks in a piece of Markdown. */
import { EmphasisStack } from './emphasis-stack.ts'
import { type Inline, plainText } from './inline.ts'
import { readFormula } from './read-formula.ts'

export interface ParsedInline {
  readonly inlines: readonly Inline[]
  /** Up to here more text changes nothing. */
  readonly settled: number
}

/**
 * Reads `text`. With `partial`, `settled` tells how much of it no further text can change; `before` is the letter it
 * follows, `after` the one that follows it: both decide what a mark at its edge means. HTML stays text, except `<br>`.
 */
export function parseInline(
  text: string,
  options: { readonly partial?: boolean; readonly before?: string; readonly after?: string } = {},
): ParsedInline {
  return new InlineParser(text, options).parse()
}

class InlineParser {
  readonly #text: string
  readonly #partial: boolean
  readonly #before: string
  readonly #after: string
  readonly #stack = new EmphasisStack()
  // Lengths of backtick runs that nothing closes: found once, not looked for again.
  readonly #unclosed = new Set<number>()
  #at = 0
  #unsettled: number | undefined

  constructor(text: string, options: NonNullable<Parameters<typeof parseInline>[1]>) {
    const { partial = false, before = '\n', after = '\n' } = options
    this.#text = text
    this.#partial = partial
    this.#before = before
    this.#after = after
  }

  parse(): ParsedInline {
    while (this.#at < this.#text.length) {
      const plain = this.#match(/[^\\`*_~[\]!<&$\n ]+| +(?=[^\n ])/uy)
      if (plain === undefined) this.#mark(this.#text[this.#at] ?? '')
      else this.#words(plain)
    }
    const settled = Math.min(this.#unsettled ?? this.#at, this.#stack.openFrom ?? this.#at)
    return { inlines: this.#stack.end(), settled }
  }

  #mark(mark: string): void {
    switch (mark) {
      case '\\':
        if (!this.#formula()) this.#escape()
        return
      case '$':
        if (!this.#formula()) this.#literal('$')
        return
      case '`':
        this.#code()
        return
      case '*':
      case '_':
      case '~':
        this.#run(mark)
        return
      case '!':
      case '[':
        this.#openBracket(mark)
        return
      case ']':
        this.#closeBracket()
        return
      case '<':
        this.#angle()
        return
      case '&':
        this.#entity()
        return
      default:
        this.#lineEnd()
    }
  }

  #formula(): boolean {
    const formula = readFormula(this.#text, this.#at, this.#partial)
    if (formula === 'unknown') this.#wait()
    if (typeof formula !== 'object') return false
    const { tex, display, end } = formula
    this.#stack.add({ kind: 'formula', text: this.#text.slice(this.#at, end), tex, display })
    this.#at = end
    return true
  }

  #literal(mark: string): void {
    this.#at += mark.length
    this.#words(mark)
  }

  #escape(): void {
    const next = this.#text[this.#at + 1]
    if (next === undefined) this.#wait()
    this.#at += next === '\n' || (next !== undefined && /[!-/:-@[-`{-~]/u.test(next)) ? 2 : 1
    if (next === '\n') this.#stack.add({ kind: 'break' })
    else this.#stack.add({ kind: 'text', text: this.#text.charAt(this.#at - 1) })
  }

  #code(): void {
    const start = this.#at
    const ticks = this.#match(/`+/uy) ?? ''
    if (this.#at === this.#text.length) this.#wait(start)
    const end = this.#unclosed.has(ticks.length) ? -1 : this.#closingTicks(ticks.length)
    if (end < 0) {
      this.#unclosed.add(ticks.length)
      this.#wait(start)
      this.#words(ticks)
      return
    }
    const inner = this.#text.slice(this.#at, end).replaceAll('\n', ' ')
    const padded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== ''
    this.#stack.add({ kind: 'code', text: padded ? inner.slice(1, -1) : inner })
    this.#at = end + ticks.length
    // More backticks would make the run longer, and no end of this code.
    if (this.#at === this.#text.length) this.#wait(start)
  }

  #closingTicks(length: number): number {
    const runs = /`+/gu
    runs.lastIndex = this.#at
    for (let run = runs.exec(this.#text); run; run = runs.exec(this.#text)) {
      if (run[0].length === length) return run.index
    }
    return -1
  }

  #run(mark: string): void {
    const start = this.#at
    const before = start === 0 ? this.#before : this.#text.charAt(start - 1)
    let count = 0
    while (this.#text[start + count] === mark) count++
    this.#at += count
    const after = this.#text[this.#at] ?? this.#after
    if (this.#at === this.#text.length) this.#wait(start)
    if (mark === '~' && count > 2) {
      this.#words('~'.repeat(count))
      return
    }
    const left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before))
    const right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after))
    const strict = mark === '_'
    const canOpen = left && (!strict || !right || isPunctuation(before))
    const canClose = right && (!strict || !left || isPunctuation(after))
    this.#stack.addRun({ mark, count, canOpen, canClose, start })
  }

  #openBracket(mark: string): void {
    const start = this.#at
    const next = this.#text[start + 1]
    if (mark === '[' || next === '[') {
      const literal = mark === '[' ? '[' : '!['
      this.#at += literal.length
      this.#stack.openBracket(literal, start)
      return
    }
    if (next === undefined) this.#wait()
    this.#literal('!')
  }

  #closeBracket(): void {
    const start = this.#stack.openFrom ?? this.#at
    const bracket = this.#stack.closeBracket()
    this.#at++
    if (!bracket) {
      this.#words(']')
      return
    }
    const target = this.#match(
      /\([ \n]*(?:<[^<>\n]*>|(?:[^\s()<]|\([^\s()]*\))*)(?:[ \n]+(?:"[^"]*"|'[^']*'))?[ \n]*\)/uy,
    )
    if (target === undefined) {
      if (/^(?:\([^)]{0,2000}(?:\([^)]*\)?[^)]*)?)?$/u.test(this.#text.slice(this.#at, this.#at + 2000)))
        this.#wait(start)
      for (const inline of [textOf(bracket.literal), ...bracket.children, textOf(']')]) this.#stack.add(inline)
      return
    }
    const url = (/^\([ \n]*(?:<([^>]*)>|([^\s"']*?))(?:[ \n].*)?\)$/su.exec(target) ?? []).slice(1).join('')
    if (bracket.literal === '[') this.#stack.add({ kind: 'link', url, children: bracket.children })
    else this.#stack.add({ kind: 'image', url, alt: plainText(bracket.children) })
  }

  #angle(): void {
    const link = this.#match(/<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w.-]+)>/uy)
    if (link !== undefined) {
      const url = link.slice(1, -1)
      this.#stack.add({ kind: 'link', url, children: [textOf(url)] })
      return
    }
    if (this.#match(/<br ?\/?>/iuy) !== undefined) {
      this.#stack.add({ kind: 'break' })
      return
    }
    if (/^<[^\s<>]{0,1000} ?\/?$/u.test(this.#text.slice(this.#at, this.#at + 1002))) this.#wait()
    this.#literal('<')
  }

  #entity(): void {
    const name = this.#match(/&(?:amp|lt|gt|quot|apos|nbsp|#39);/uy)
    if (name !== undefined) {
      this.#words(entities[name] ?? name)
      return
    }
    if (/^&[#a-z0-9]{0,4}$/u.test(this.#text.slice(this.#at))) this.#wait()
    this.#literal('&')
  }

  // Spaces at the end of a line, and the end itself: a space, or a break after two.
  #lineEnd(): void {
    const start = this.#at
    const spaces = this.#match(/ */uy) ?? ''
    if (this.#text[this.#at] === '\n') {
      this.#at++
      if (spaces.length >= 2) this.#stack.add({ kind: 'break' })
      else this.#words(' ')
    } else {
      this.#wait(start)
      this.#words(spaces)
    }
  }

  #words(words: string): void {
    this.#stack.add(textOf(words))
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  // What begins at `start`, or what it stands in, could become something else with more text.
  #wait(start = this.#at): void {
    if (this.#partial) this.#unsettled = Math.min(this.#unsettled ?? start, start, this.#stack.openFrom ?? start)
  }
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': '\u00a0',
}

function textOf(literal: string): Inline {
  return { kind: 'text', text: literal }
}

function isSpace(letter: string): boolean {
  return /^\s$/u.test(letter)
}

function isPunctuation(letter: string): boolean {
  return /^[\p{P}\p{S}]$/u.test(letter)
}
