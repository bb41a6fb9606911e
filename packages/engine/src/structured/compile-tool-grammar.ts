import type { CompiledGrammar } from './compile-schema.ts'
import { argumentsRule, type GrammarWorkshop } from './grammar/arguments-rule.ts'
import { GrammarWriter } from './grammar/grammar-writer.ts'
import { jsonStringRule, writtenForms } from './grammar/json-string.ts'
import { literal } from './grammar/literal.ts'
import { asTheyAre, regularRule } from './grammar/regular-rule.ts'
import type { ArgumentsPart, GrammarPart, LarkPart, PatternPart } from './grammar-part.ts'
import { larkRule } from './lark/lark-rule.ts'
import { refusing } from './refusing.ts'
import { automatonOf } from './regular/automaton.ts'
import { Expressions } from './regular/expression.ts'
import { parsePattern } from './regular/parse-pattern.ts'
import { patternLanguage } from './regular/pattern-language.ts'
import { PatternError } from './regular/pattern-syntax.ts'
import { WorkBudget } from './work-budget.ts'

export interface ToolGrammarOptions {
  /** Units of work all schemas together may cost; see `WorkBudget`. Default 450,000: three large ones or 100 usual ones. */
  units?: number | undefined
}

/**
 * Turns a description of tool calls into one grammar: which texts stand around a call, which calls there may be, and
 * the schema of each one's arguments. The grammar matches exactly that, or the request is refused: `InvalidRequestError`
 * with code `unsupported_value` that names the field of the schema at fault. The names of its rules begin with `c`.
 *
 * @example
 * compileToolGrammar({
 *   kind: 'sequence',
 *   parts: [
 *     { kind: 'text', text: '<tool_call>\n{"name": "add", "arguments": ' },
 *     { kind: 'arguments', schema, param: 'tools[0].function.parameters', notation: 'json' },
 *     { kind: 'text', text: '}\n</tool_call>' },
 *   ],
 * })
 */
export function compileToolGrammar(part: GrammarPart, options: ToolGrammarOptions = {}): CompiledGrammar {
  const budget = new WorkBudget(options.units ?? 450_000)
  const writer = new GrammarWriter(budget, 'c')
  return refusing('tools', () => {
    const root = new PartWriter({ make: new Expressions(budget), writer, budget }).rule(part)
    return { grammar: writer.write(writer.rule(root)), size: writer.size }
  })
}

/** Writes each part as a piece of GBNF. */
class PartWriter {
  readonly #workshop: GrammarWorkshop

  constructor(workshop: GrammarWorkshop) {
    this.#workshop = workshop
  }

  rule(part: GrammarPart): string {
    switch (part.kind) {
      case 'text':
        return literal(part.text)
      case 'sequence':
        return part.parts.map((each) => this.rule(each)).join(' ')
      case 'either':
        return this.#workshop.writer.rule(part.parts.map((each) => this.rule(each)).join(' | '))
      case 'repeat':
        return this.#repeated(this.#workshop.writer.rule(this.rule(part.part)), part)
      case 'arguments':
        return refusing(part.param, () => this.#arguments(part))
      case 'pattern':
        return refusing(part.param, () => this.#pattern(part))
      case 'lark':
        return refusing(part.param, () => this.#lark(part))
    }
  }

  #repeated(once: string, { between, min, max }: GrammarPart & { kind: 'repeat' }): string {
    if (max <= 1) return once
    const { writer } = this.#workshop
    const again = writer.rule(`${literal(between)} ${once}`)
    return `${once} ${writer.repeated(again, Math.max(0, min - 1), max - 1)}`
  }

  #arguments({ schema, notation }: ArgumentsPart): string {
    return argumentsRule(this.#workshop, schema, notation)
  }

  #pattern({ pattern, written }: PatternPart): string {
    // On its own first: a stray parenthesis must not pair with ours.
    parsePattern(pattern)
    const { make, writer, budget } = this.#workshop
    const automaton = automatonOf(make, patternLanguage(make, `^(?:${pattern})$`), budget)
    if (automaton === undefined) throw new PatternError('no text at all matches it')
    return written === 'plain' ? regularRule(writer, automaton) : jsonStringRule(writer, automaton)
  }

  #lark({ definition, written }: LarkPart): string {
    if (written === 'plain') return larkRule(this.#workshop, definition, asTheyAre)
    return `"\\"" ${larkRule(this.#workshop, definition, writtenForms)} "\\""`
  }
}
