import { GrammarWriter } from './grammar/grammar-writer.ts'
import { SchemaGrammar } from './grammar/schema-grammar.ts'
import { refusing } from './refusing.ts'
import { Expressions } from './regular/expression.ts'
import type { Json } from './schema/json.ts'
import { SchemaDocument } from './schema/schema-document.ts'
import { SchemaRefusal } from './schema-refusal.ts'
import { Shapes } from './shape/shapes.ts'
import { WorkBudget } from './work-budget.ts'

/** What a compiled schema is. */
export interface CompiledGrammar {
  /** A grammar in GBNF whose rule `root` matches exactly the texts that were asked for. */
  readonly grammar: string
}

export interface CompileOptions {
  /** The request field that carries the schema; errors name it. Default `response_format.json_schema.schema`. */
  param?: string | undefined
  /** Units of work a schema may cost; see `WorkBudget`. Default 50,000. */
  units?: number | undefined
}

/**
 * Turns a JSON Schema into a grammar. What cannot be enforced exactly is refused: `InvalidRequestError` with code
 * `unsupported_value`, naming the place in the schema and the reason.
 */
export function compileSchema(schema: Json, options: CompileOptions = {}): CompiledGrammar {
  const budget = new WorkBudget(options.units ?? 50_000)
  return refusing(options.param ?? 'response_format.json_schema.schema', () => {
    const document = new SchemaDocument(schema)
    const writer = new GrammarWriter(budget)
    const grammar = new SchemaGrammar(new Shapes(new Expressions(budget), document, budget), writer)
    const root = grammar.rule([document.root])
    if (root === undefined) throw new SchemaRefusal('#', 'no value at all satisfies it')
    return { grammar: writer.write(root) }
  })
}
