import { automatonOf } from '../regular/automaton.ts'
import type { CodePointSet } from '../regular/code-point-set.ts'
import type { Expression } from '../regular/expression.ts'
import type { GrammarWorkshop } from '../grammar/arguments-rule.ts'
import { regularRule } from '../grammar/regular-rule.ts'
import { LarkError, type LarkGrammar, type LarkNode } from './lark-node.ts'
import { LarkTerminals } from './lark-terminals.ts'
import { isTerminal, parseLark } from './parse-lark.ts'
import { withoutLeftRecursion } from './left-recursion.ts'

const mostTimes = 1000

/**
 * A rule for all texts of a Lark grammar, from its rule `start` on. Each terminal stands for any text it matches, as
 * with Lark's own `dynamic_complete` lexer; texts under `%ignore` may stand before any terminal and at the end.
 * `forms` tells how characters are written.
 */
export function larkRule(
  workshop: GrammarWorkshop,
  definition: string,
  forms: (set: CodePointSet) => readonly string[],
): string {
  const grammar = parseLark(definition)
  const rules = withoutLeftRecursion(grammar.rules)
  return new LarkWriter(workshop, { ...grammar, rules }, forms).start()
}

class LarkWriter {
  readonly #workshop: GrammarWorkshop
  readonly #grammar: LarkGrammar
  readonly #forms: (set: CodePointSet) => readonly string[]
  readonly #terminals: LarkTerminals
  readonly #names = new Map<string, string>()
  readonly #made = new Map<Expression, string>()
  readonly #ignored: string

  constructor(workshop: GrammarWorkshop, grammar: LarkGrammar, forms: (set: CodePointSet) => readonly string[]) {
    this.#workshop = workshop
    this.#grammar = grammar
    this.#forms = forms
    this.#terminals = new LarkTerminals(workshop.make, grammar.terminals)
    const ignored = workshop.make.either(...grammar.ignored.map((node) => this.#terminals.language(node)))
    this.#ignored = ignored === workshop.make.nothing ? '' : `${this.#regular(ignored)}*`
  }

  start(): string {
    return this.#workshop.writer.rule(`${this.#rule('start')} ${this.#ignored}`.trimEnd())
  }

  #rule(name: string): string {
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const node = this.#grammar.rules.get(name)
    const reserved = this.#workshop.writer.reserve()
    this.#names.set(name, reserved)
    if (node !== undefined) this.#workshop.writer.define(reserved, this.#text(node))
    return reserved
  }

  #text(node: LarkNode): string {
    switch (node.kind) {
      case 'sequence':
        return node.parts.map((part) => this.#text(part)).join(' ') || '""'
      case 'either':
        return `(${node.parts.map((part) => this.#text(part)).join(' | ')})`
      case 'repeat':
        return this.#repeated(node)
      case 'name':
        return isTerminal(node.name) ? this.#terminal(node) : this.#rule(node.name)
      default:
        return this.#terminal(node)
    }
  }

  #repeated({ inner, min, max }: LarkNode & { kind: 'repeat' }): string {
    if (min > mostTimes || (max < Infinity && max > mostTimes)) {
      throw new LarkError(`a part may be repeated ${mostTimes} times, not ${max === Infinity ? min : max}`)
    }
    const { writer } = this.#workshop
    return writer.repeated(writer.rule(this.#text(inner)), min, max)
  }

  #terminal(node: LarkNode): string {
    const rule = this.#regular(this.#terminals.language(node))
    return this.#ignored === '' ? rule : this.#workshop.writer.rule(`${this.#ignored} ${rule}`)
  }

  #regular(language: Expression): string {
    const { make, writer, budget } = this.#workshop
    const made = this.#made.get(language)
    if (made !== undefined) return made
    const automaton = automatonOf(make, language, budget)
    if (automaton === undefined) throw new LarkError('a terminal matches no text at all')
    const rule = regularRule(writer, automaton, this.#forms)
    this.#made.set(language, rule)
    return rule
  }
}
