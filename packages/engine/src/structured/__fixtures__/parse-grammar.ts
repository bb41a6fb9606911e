/** The right side of a rule in GBNF. */
export type GrammarNode =
  | { kind: 'text'; text: string }
  | { kind: 'characters'; ranges: readonly (readonly [number, number])[] }
  | { kind: 'rule'; name: string }
  | { kind: 'sequence'; parts: GrammarNode[] }
  | { kind: 'either'; parts: GrammarNode[] }
  | { kind: 'repeat'; inner: GrammarNode; min: number; max: number }

const tokenForm = /\s*(?:("(?:[^"\\]|\\.)*")|(\[(?:[^\]\\]|\\.)*\])|([a-z][0-9a-z]*)|(\{\d+(?:,\d*)?\}|[*?+|()]))/y

/** Reads GBNF as our compiler writes it: a rule a line, no comments, no negated classes. */
export function parseGrammar(text: string): ReadonlyMap<string, GrammarNode> {
  const rules = new Map<string, GrammarNode>()
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, name = '', body = ''] = /^(\w+) ::= (.*)$/.exec(line) ?? []
    rules.set(name, new BodyParser(body).either())
  }
  return rules
}

class BodyParser {
  readonly #tokens: string[] = []

  constructor(body: string) {
    tokenForm.lastIndex = 0
    for (let found = tokenForm.exec(body); found !== null; found = tokenForm.exec(body)) this.#tokens.push(found[0].trim())
    this.#tokens.reverse()
  }

  either(): GrammarNode {
    const parts = [this.#sequence()]
    while (this.#tokens.at(-1) === '|') {
      this.#tokens.pop()
      parts.push(this.#sequence())
    }
    return { kind: 'either', parts }
  }

  #sequence(): GrammarNode {
    const parts: GrammarNode[] = []
    for (let next = this.#tokens.at(-1); next !== undefined && next !== '|' && next !== ')'; next = this.#tokens.at(-1)) {
      this.#tokens.pop()
      parts.push(this.#repeated(this.#atom(next)))
    }
    return { kind: 'sequence', parts }
  }

  #atom(token: string): GrammarNode {
    if (token.startsWith('"')) return { kind: 'text', text: String.fromCodePoint(...codePoints(token.slice(1, -1)).map(([code]) => code)) }
    if (token.startsWith('[')) return { kind: 'characters', ranges: rangesOf(codePoints(token.slice(1, -1))) }
    if (token !== '(') return { kind: 'rule', name: token }
    const inner = this.either()
    this.#tokens.pop()
    return inner
  }

  #repeated(inner: GrammarNode): GrammarNode {
    const sign = this.#tokens.at(-1) ?? ''
    if (!/^[*?+{]/.test(sign)) return inner
    this.#tokens.pop()
    const [, low = '0', comma, high = ''] = /^\{(\d+)(,?)(\d*)\}$/.exec(sign) ?? []
    if (sign === '?') return { kind: 'repeat', inner, min: 0, max: 1 }
    if (sign === '*' || sign === '+') return { kind: 'repeat', inner, min: sign === '*' ? 0 : 1, max: Infinity }
    const max = comma === '' ? Number(low) : high === '' ? Infinity : Number(high)
    return { kind: 'repeat', inner, min: Number(low), max }
  }
}

/** Each character of a quoted text or class, and whether it is a bare dash. */
function codePoints(text: string): [code: number, dash: boolean][] {
  return Array.from(
    text.matchAll(/\\x(..)|\\u(....)|\\U(........)|\\(.)|([^])/gu),
    ([whole, two, four, eight, escaped, plain]): [number, boolean] => {
      const digits = two ?? four ?? eight
      const code = digits === undefined ? (escaped ?? plain ?? '').codePointAt(0) : Number.parseInt(digits, 16)
      return [code ?? 0, whole === '-']
    },
  )
}

function rangesOf(codes: readonly (readonly [code: number, dash: boolean])[]): [number, number][] {
  const ranges: [number, number][] = []
  for (let index = 0; index < codes.length; index++) {
    const [low = 0] = codes[index] ?? []
    const isRange = codes[index + 1]?.[1] === true
    ranges.push([low, isRange ? (codes[index + 2]?.[0] ?? low) : low])
    if (isRange) index += 2
  }
  return ranges
}
