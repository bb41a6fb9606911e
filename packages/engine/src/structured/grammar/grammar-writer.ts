import type { WorkBudget } from '../work-budget.ts'

/** Most rules and bytes of a grammar: llama.cpp keeps them all in memory and walks them for every token. */
const mostRules = 20_000
const mostBytes = 1_000_000

/** Collects the rules of a GBNF grammar. Equal bodies share one rule; rules may refer to ones not yet defined. */
export class GrammarWriter {
  readonly #bodies = new Map<string, string>()
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
    const name = `r${this.#bodies.size.toString(36)}`
    this.#bodies.set(name, '')
    return name
  }

  /** Gives a reserved name its body. */
  define(name: string, body: string): void {
    this.#bytes += body.length
    this.#budget.spend(1 + body.length / 24, 'grammar rules')
    if (this.#bodies.size > mostRules || this.#bytes > mostBytes) this.#budget.spend(Infinity, 'grammar rules')
    this.#bodies.set(name, body)
  }

  /** The grammar's text, which begins at `root`; rules that nothing leads to are left out. */
  write(root: string): string {
    const reached = new Set([root])
    const lines = [`root ::= ${root}`]
    for (const name of reached) {
      const body = this.#bodies.get(name)
      if (body === undefined || body === '') continue
      lines.push(`${name} ::= ${body}`)
      for (const [reference] of body.matchAll(/\br[0-9a-z]+\b/g)) reached.add(reference)
    }
    return `${lines.join('\n')}\n`
  }
}
