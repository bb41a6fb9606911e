import { commonTerminal } from './common-terminals.ts'
import { larkTokens, type LarkToken } from './lark-lexer.ts'
import { LarkError, type LarkGrammar, type LarkNode } from './lark-node.ts'

// The parser recurses, so hostile grammars are refused before the stack is.
const deepest = 60
const longest = 50_000

/** Reads a grammar in Lark's notation. Throws `LarkError` where it is malformed or uses what cannot be enforced. */
export function parseLark(source: string): LarkGrammar {
  if (source.length > longest)
    throw new LarkError(`it is ${source.length} characters long; at most ${longest} are read`)
  return new LarkParser(larkTokens(source)).parse()
}

class LarkParser {
  readonly #tokens: readonly LarkToken[]
  readonly #rules = new Map<string, LarkNode>()
  readonly #terminals = new Map<string, LarkNode>()
  readonly #ignored: LarkNode[] = []
  readonly #named = new Set<string>()
  #place = 0
  #depth = 0

  constructor(tokens: readonly LarkToken[]) {
    this.#tokens = tokens
  }

  parse(): LarkGrammar {
    for (let token = this.#next; token !== undefined; token = this.#next) {
      this.#place++
      if (token.kind === 'directive') this.#directive(token)
      else if (token.kind === 'name') this.#definition(token)
      else if (token.kind !== 'line') throw unexpected(token)
    }
    for (const name of ['start', ...this.#named]) {
      if (!isTerminal(name) && !this.#rules.has(name)) throw new LarkError(`the rule \`${name}\` is not defined`)
    }
    return { rules: this.#rules, terminals: this.#terminals, ignored: this.#ignored }
  }

  #definition(token: LarkToken): void {
    // `?` and `!` shape Lark's tree, and priorities choose among readings: the texts are the same.
    const name = token.text.replace(/^[?!]+/, '')
    if (this.#take('.')) this.#expect('number')
    if (this.#next?.text === '{') throw new LarkError(`\`${name}\` has parameters; templates cannot be enforced`)
    if (!this.#take(':')) throw unexpected(this.#next)
    this.#define(name, this.#either())
    if (this.#next !== undefined) this.#expect('line')
  }

  #define(name: string, node: LarkNode): void {
    const names = isTerminal(name) ? this.#terminals : this.#rules
    if (names.has(name)) throw new LarkError(`\`${name}\` is defined twice`)
    names.set(name, node)
  }

  #directive(token: LarkToken): void {
    if (token.text === '%ignore') this.#ignored.push(this.#either())
    else if (token.text === '%import') this.#import()
    else throw new LarkError(`\`${token.text}\` in line ${token.line} cannot be enforced`)
    if (this.#next !== undefined) this.#expect('line')
  }

  #import(): void {
    const library = this.#expect('name').text
    if (library !== 'common') throw new LarkError(`only \`common\` can be imported, not \`${library}\``)
    if (this.#take('.')) {
      const name = this.#expect('name').text
      const alias = this.#take('->') ? this.#expect('name').text : name
      return this.#define(alias, commonTerminal(name))
    }
    if (!this.#take('(')) throw unexpected(this.#next)
    do {
      const name = this.#expect('name').text
      this.#define(name, commonTerminal(name))
    } while (this.#take(','))
    if (!this.#take(')')) throw unexpected(this.#next)
  }

  #either(): LarkNode {
    if (++this.#depth > deepest) throw new LarkError(`its groups nest deeper than ${deepest}`)
    const parts = [this.#sequence()]
    while (this.#takeBar()) parts.push(this.#sequence())
    this.#depth--
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'either', parts }
  }

  #sequence(): LarkNode {
    const parts: LarkNode[] = []
    for (let token = this.#next; token !== undefined && beginsItem(token); token = this.#next) parts.push(this.#item())
    if (this.#take('->')) this.#expect('name')
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'sequence', parts }
  }

  #item(): LarkNode {
    let node = this.#atom()
    for (;;) {
      if (this.#take('?')) node = { kind: 'repeat', inner: node, min: 0, max: 1 }
      else if (this.#take('*')) node = { kind: 'repeat', inner: node, min: 0, max: Infinity }
      else if (this.#take('+')) node = { kind: 'repeat', inner: node, min: 1, max: Infinity }
      else if (this.#take('~')) node = { kind: 'repeat', inner: node, ...this.#times() }
      else return node
    }
  }

  #times(): { min: number; max: number } {
    const min = Number(this.#expect('number').text)
    const max = this.#take('..') ? Number(this.#expect('number').text) : min
    if (min < 0 || max < min) throw new LarkError(`the count ${min}..${max} is out of order`)
    return { min, max }
  }

  #atom(): LarkNode {
    const token = this.#next
    this.#place++
    if (token === undefined) throw new LarkError('it ends too early')
    if (token.kind === 'name' && !/^[?!]/.test(token.text)) {
      this.#named.add(token.text)
      return { kind: 'name', name: token.text }
    }
    if (token.kind === 'pattern') {
      const end = token.text.lastIndexOf('/')
      return { kind: 'pattern', source: token.text.slice(1, end), flags: token.text.slice(end + 1) }
    }
    if (token.kind === 'text') return this.#text(token)
    if (token.text !== '(' && token.text !== '[') throw unexpected(token)
    const inner = this.#either()
    while (this.#next?.kind === 'line') this.#place++
    if (!this.#take(token.text === '(' ? ')' : ']')) throw new LarkError(`a group is not closed in line ${token.line}`)
    return token.text === '(' ? inner : { kind: 'repeat', inner, min: 0, max: 1 }
  }

  #text(token: LarkToken): LarkNode {
    const text = unquoted(token)
    if (!this.#take('..')) return { kind: 'text', text, ignoreCase: token.text.endsWith('i') }
    return { kind: 'range', low: text, high: unquoted(this.#expect('text')) }
  }

  get #next(): LarkToken | undefined {
    return this.#tokens[this.#place]
  }

  /** A bar, perhaps at the start of a further line. */
  #takeBar(): boolean {
    const isLine = this.#next?.kind === 'line' && this.#tokens[this.#place + 1]?.text === '|'
    if (isLine) this.#place++
    return this.#take('|')
  }

  #take(sign: string): boolean {
    const token = this.#next
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.#place++
    return true
  }

  #expect(kind: LarkToken['kind']): LarkToken {
    const token = this.#next
    if (token?.kind !== kind) throw unexpected(token)
    this.#place++
    return token
  }
}

/** Whether a name is that of a terminal. */
export function isTerminal(name: string): boolean {
  return /^_?[A-Z]/.test(name)
}

function beginsItem({ kind, text }: LarkToken): boolean {
  return kind === 'name' || kind === 'text' || kind === 'pattern' || (kind === 'sign' && (text === '(' || text === '['))
}

// Lark reads the inside of quotes as Python reads a string.
function unquoted({ text, line }: LarkToken): string {
  const inside = text.slice(1, text.lastIndexOf('"'))
  return inside.replaceAll(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (_, ...groups: string[]) => {
      const code = groups[0] ?? groups[1] ?? groups[2]
      if (code !== undefined) return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code, 16)))
      const letter = groups[3] ?? ''
      const found = escapes[letter]
      if (found === undefined) throw new LarkError(`\`\\${letter}\` in line ${line} is not an escape`)
      return found
    },
  )
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  b: '\b',
  a: '\u0007',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
}

function unexpected(token: LarkToken | undefined): LarkError {
  if (token === undefined) return new LarkError('it ends too early')
  return new LarkError(
    `${token.kind === 'line' ? 'the end' : `\`${token.text}\``} is out of place in line ${token.line}`,
  )
}
