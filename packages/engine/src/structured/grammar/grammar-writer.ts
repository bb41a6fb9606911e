import type { WorkBudget } from '../work-budget.ts'

/** Most rules and bytes of a grammar: llama.cpp reads it on the main thread, 3 ms for 100 kB, and keeps all of it. */
const mostRules = 20_000
export const mostBytes = 400_000
// llama.cpp makes a rule of its own for each optional repetition. That takes as long as reading this many bytes of
// text.
const bytesOfChoice = 20

/** Collects the rules of a GBNF grammar. Equal bodies share one rule; rules may refer to ones not yet defined. */
export class GrammarWriter {
  /** By number; the name of a rule is a letter and its number to base 36. Empty while a rule is only a name. */
  readonly #bodies: string[] = []
  readonly #letter: string
  readonly #names = new Map<string, string>()
  readonly #budget: WorkBudget
  #bytes = 0

  /** Two grammars of different letters can be put together. */
  constructor(budget: WorkBudget, letter: 'r' | 'c' = 'r') {
    this.#budget = budget
    this.#letter = letter
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
    return this.#name(this.#bodies.push('') - 1)
  }

  /** Gives a reserved name its body. */
  define(name: string, body: string): void {
    this.#budget.spend(1 + body.length / 24, 'grammar rules')
    this.#grow(name.length + ' ::= \n'.length + body.length)
    this.#bodies[numberOf(name)] = body
  }

  /** What llama.cpp has to read, in bytes of text. */
  get size(): number {
    return this.#bytes
  }

  /** A rule's name, to be written `min` to `max` times. */
  repeated(name: string, min: number, max: number): string {
    this.#grow(min + (max === Infinity ? 0 : max - min) * bytesOfChoice)
    if (max === Infinity) return min === 0 ? `${name}*` : `${name}{${min},}`
    return `${name}{${min},${max}}`
  }

  /** The grammar's text, which begins at `root`; rules that nothing leads to are left out. */
  write(root: string): string {
    const reached = new Set([numberOf(root)])
    const lines = [`root ::= ${root}`]
    for (const number of reached) {
      const body = this.#bodies[number]
      if (body === undefined || body === '') continue
      lines.push(`${this.#name(number)} ::= ${body}`)
      this.#addReferences(reached, body)
    }
    return `${lines.join('\n')}\n`
  }

  #name(number: number): string {
    return this.#letter + number.toString(36)
  }

  // By hand, as a pattern over half a megabyte took a twelfth of all the time. A literal may look like a name: then a
  // rule that nothing needs is kept, which is harmless.
  #addReferences(reached: Set<number>, body: string): void {
    for (let start = body.indexOf(this.#letter); start >= 0; start = body.indexOf(this.#letter, start + 1)) {
      if (start > 0 && digitOf(body.charCodeAt(start - 1)) >= 0) continue
      let [number, end] = [0, start + 1]
      for (let digit = digitOf(body.charCodeAt(end)); digit >= 0; digit = digitOf(body.charCodeAt(++end))) {
        number = number * 36 + digit
      }
      if (end > start + 1) reached.add(number)
    }
  }

  #grow(bytes: number): void {
    this.#bytes += bytes
    if (this.#bodies.length > mostRules || this.#bytes > mostBytes) this.#budget.spend(Infinity, 'grammar rules')
  }
}

function numberOf(name: string): number {
  return Number.parseInt(name.slice(1), 36)
}

/** The value of a digit to base 36; -1 for other characters. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x61 && code <= 0x7a ? code - 0x57 : -1
}
