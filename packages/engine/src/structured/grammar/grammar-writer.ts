import type { WorkBudget } from '../work-budget.ts'

/** Most rules and bytes of a grammar: llama.cpp keeps them all in memory and walks them for every token. */
const mostRules = 20_000
const mostBytes = 1_000_000

/** Collects the rules of a GBNF grammar. Equal bodies share one rule; rules may refer to ones not yet defined. */
export class GrammarWriter {
  /** By number; the name of a rule is its number to base 36. Empty while a rule is only a name. */
  readonly #bodies: string[] = []
  readonly #names = new Map<string, string>()
  readonly #budget: WorkBudget
  #bytes = 0

  constructor(budget: WorkBudget) {
    this.#budget = budget
  }

  /** The name of a rule with this body; made once. */
  rule(body: string): string {
    const known = this.#names.get(body)
    if (known !== undefined) return known
    const name = this.reserve()
    this.define(name, body)
    this.#names.set(body, name)
    return name
  }

  /** A name to refer to before its body is known: what recursion needs. */
  reserve(): string {
    return `r${(this.#bodies.push('') - 1).toString(36)}`
  }

  /** Gives a reserved name its body. */
  define(name: string, body: string): void {
    this.#bytes += body.length
    this.#budget.spend(1 + body.length / 24, 'grammar rules')
    if (this.#bodies.length > mostRules || this.#bytes > mostBytes) this.#budget.spend(Infinity, 'grammar rules')
    this.#bodies[numberOf(name)] = body
  }

  /** The grammar's text, which begins at `root`; rules that nothing leads to are left out. */
  write(root: string): string {
    const reached = new Set([numberOf(root)])
    const lines = [`root ::= ${root}`]
    for (const number of reached) {
      const body = this.#bodies[number]
      if (body === undefined || body === '') continue
      lines.push(`r${number.toString(36)} ::= ${body}`)
      addReferences(reached, body)
    }
    return `${lines.join('\n')}\n`
  }
}

function numberOf(name: string): number {
  return Number.parseInt(name.slice(1), 36)
}

// By hand, as a pattern over half a megabyte took a twelfth of all the time. A literal may look like a name: then a
// rule that nothing needs is kept, which is harmless.
function addReferences(reached: Set<number>, body: string): void {
  for (let start = body.indexOf('r'); start >= 0; start = body.indexOf('r', start + 1)) {
    if (start > 0 && digitOf(body.charCodeAt(start - 1)) >= 0) continue
    let [number, end] = [0, start + 1]
    for (let digit = digitOf(body.charCodeAt(end)); digit >= 0; digit = digitOf(body.charCodeAt(++end))) {
      number = number * 36 + digit
    }
    if (end > start + 1) reached.add(number)
  }
}

/** The value of a digit to base 36; -1 for other characters. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x61 && code <= 0x7a ? code - 0x57 : -1
}
