import { compactWords, jsonWords } from './grammar/constant-text.ts'
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
  /** What llama.cpp has to read, in bytes of text; what is repeated counts as what it makes of it. */
  readonly size: number
}

export interface CompileOptions {
  /** The request field that carries the schema; errors name it. Default `response_format.json_schema.schema`. */
  param?: string | undefined
  /** Units of work a schema may cost; see `WorkBudget`. Default 60,000. */
  units?: number | undefined
  /** See {@link JsonSpacing}. Default `loose`. */
  spacing?: JsonSpacing | undefined
}

/** White space between values. `loose`: at most one space after a comma or colon, as the model likes. `compact`: none. */
export type JsonSpacing = 'loose' | 'compact'

/**
 * Turns a JSON Schema into a grammar. What cannot be enforced exactly is refused: `InvalidRequestError` with code
 * `unsupported_value`, naming the place in the schema and the reason.
 */
export function compileSchema(schema: Json, options: CompileOptions = {}): CompiledGrammar {
  const budget = new WorkBudget(options.units ?? 60_000)
  return refusing(options.param ?? 'response_format.json_schema.schema', () => {
    const document = new SchemaDocument(schema)
    const writer = new GrammarWriter(budget)
    const shapes = new Shapes(new Expressions(budget), document, budget)
    const grammar = new SchemaGrammar(shapes, writer, options.spacing === 'compact' ? compactWords : jsonWords)
    const root = grammar.rule([document.root])
    if (root === undefined) throw new SchemaRefusal('#', 'no value at all satisfies it')
    return { grammar: writer.write(root), size: writer.size }
  })
}
