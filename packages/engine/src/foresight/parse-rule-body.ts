import type { GrammarNode } from './grammar-node.ts'

const tokenForm = /\s*(?:("(?:[^"\\]|\\.)*")|(\[(?:[^\]\\]|\\.)*\])|([a-zA-Z][\w-]*)|(\{\d+(?:,\d*)?\}|[*?+|()]))/y

/** Reads the right side of a rule in GBNF as our compiler writes it: no comments, no negated classes. */
export function parseRuleBody(body: string): GrammarNode {
  return new BodyParser(body).either()
}

class BodyParser {
  readonly #tokens: string[] = []

  constructor(body: string) {
    tokenForm.lastIndex = 0
    for (let found = tokenForm.exec(body); found !== null; found = tokenForm.exec(body))
      this.#tokens.push(found[0].trim())
    this.#tokens.reverse()
  }

  either(): GrammarNode {
    const parts = [this.#sequence()]
    while (this.#tokens.at(-1) === '|') {
      this.#tokens.pop()
      parts.push(this.#sequence())
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'either', parts }
  }

  #sequence(): GrammarNode {
    const parts: GrammarNode[] = []
    for (
      let next = this.#tokens.at(-1);
      next !== undefined && next !== '|' && next !== ')';
      next = this.#tokens.at(-1)
    ) {
      this.#tokens.pop()
      parts.push(this.#repeated(this.#atom(next)))
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'sequence', parts }
  }

  #atom(token: string): GrammarNode {
    if (token.startsWith('"'))
      return { kind: 'text', codePoints: charactersOf(token).map(({ codePoint }) => codePoint) }
    if (token.startsWith('[')) return { kind: 'characters', ranges: rangesOf(charactersOf(token)) }
    if (token !== '(') return { kind: 'rule', name: token }
    const inner = this.either()
    this.#tokens.pop()
    return inner
  }

  #repeated(inner: GrammarNode): GrammarNode {
    const sign = this.#tokens.at(-1) ?? ''
    if (!/^[*?+{]/.test(sign)) return inner
    this.#tokens.pop()
    if (sign === '?') return { kind: 'repeat', inner, min: 0, max: 1 }
    if (sign === '*' || sign === '+') return { kind: 'repeat', inner, min: sign === '*' ? 0 : 1, max: Infinity }
    const [low = '0', high] = sign.slice(1, -1).split(',')
    return { kind: 'repeat', inner, min: Number(low), max: high === undefined ? Number(low) : Number(high || Infinity) }
  }
}

interface Character {
  readonly codePoint: number
  /** A dash that stands between the ends of a range. */
  readonly isDash: boolean
}

/** The characters between the quotes or brackets of a token. */
function charactersOf(token: string): Character[] {
  return Array.from(
    token.slice(1, -1).matchAll(/\\x(..)|\\u(....)|\\U(........)|\\(.)|([^])/gu),
    ([whole, two, four, eight, escaped, plain]) => {
      const digits = two ?? four ?? eight
      const codePoint = digits === undefined ? (escaped ?? plain)?.codePointAt(0) : Number.parseInt(digits, 16)
      return { codePoint: codePoint ?? 0, isDash: whole === '-' }
    },
  )
}

function rangesOf(characters: readonly Character[]): number[] {
  const ranges: number[] = []
  for (let index = 0; index < characters.length; index++) {
    const { codePoint: low } = characters[index] ?? { codePoint: 0 }
    const isRange = characters[index + 1]?.isDash === true
    ranges.push(low, isRange ? (characters[index + 2]?.codePoint ?? low) : low)
    if (isRange) index += 2
  }
  return ranges
}
