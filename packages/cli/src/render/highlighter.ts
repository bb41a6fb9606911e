/** Colours code line by line: comments, strings, numbers and the words of the language. Pure; one instance a block. */
import type { Format } from '../terminal/colour.ts'
import { type CodeLanguage, findLanguage } from './code-language.ts'

type Paint = (format: Format, text: string) => string

/** Knows the rough shape of a language, not its grammar: enough to read by. Unknown languages stay plain. */
export class Highlighter {
  readonly #language: CodeLanguage | undefined
  readonly #paint: Paint
  // The text that ends the comment or string the last line left open.
  #until: { readonly end: string; readonly format: Format } | undefined

  constructor(language: string, paint: Paint) {
    this.#language = findLanguage(language)
    this.#paint = paint
  }

  /** The next line, without its end. */
  line(text: string): string {
    const language = this.#language
    if (!language) return text
    let shown = ''
    let at = 0
    while (at < text.length) {
      if (this.#until) {
        const { end, format } = this.#until
        const found = text.indexOf(end, at)
        const stop = found < 0 ? text.length : found + end.length
        shown += this.#paint(format, text.slice(at, stop))
        if (found >= 0) this.#until = undefined
        at = stop
        continue
      }
      const rest = text.slice(at)
      const opened = language.spans.find(({ start }) => rest.startsWith(start))
      if (opened) {
        this.#until = { end: opened.end, format: opened.format }
        shown += this.#paint(opened.format, opened.start)
        at += opened.start.length
        continue
      }
      if (beginsComment(rest, text.charAt(at - 1), language)) return shown + this.#paint('dim', rest)
      const token = (language.quotes.exec(rest) ?? tokens.exec(rest))?.[0] ?? rest.charAt(0)
      shown += this.#token(token, language)
      at += token.length
    }
    return shown
  }

  #token(token: string, language: CodeLanguage): string {
    if (/^["'`]/u.test(token)) return token.length > 1 ? this.#paint('green', token) : token
    if (/^\d/u.test(token)) return this.#paint('yellow', token)
    const word = language.ignoreCase ? token.toLowerCase() : token
    return language.words.has(word) ? this.#paint('magenta', token) : token
  }
}

// `$#` and `a#b` hold no comment: a hash begins one only where a word could begin.
function beginsComment(rest: string, before: string, { comments }: CodeLanguage): boolean {
  return comments.some((mark) => rest.startsWith(mark) && (mark !== '#' || before === '' || /\s/u.test(before)))
}

const tokens = /^(?:[\p{L}_$][\p{L}\p{N}_$-]*|\d[\w.]*|\s+|[^\p{L}\p{N}_$\s"'`/#<-]+)/u
