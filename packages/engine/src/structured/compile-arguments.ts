import { compileWith, type CompiledGrammar, type CompileOptions } from './compile-schema.ts'
import { regularRule } from './grammar/regular-rule.ts'
import type { SchemaGrammar } from './grammar/schema-grammar.ts'
import { automatonOf } from './regular/automaton.ts'
import type { Conjunction } from './schema/conjunction.ts'
import type { Json } from './schema/json.ts'
import { SchemaRefusal } from './schema-refusal.ts'
import type { ObjectAlternative } from './shape/shape.ts'

/** How the arguments of a call are written where they are not a JSON object. */
export interface ArgumentsForm {
  /** Between two arguments, in GBNF. */
  readonly between: string
  /** Around a value, in GBNF. */
  readonly before: (key: string) => string
  readonly after: string
  /** The arguments whose value stands there as bare text, and the text that ends it. All others are JSON. */
  readonly bare?: { readonly isBare: (key: string) => boolean; readonly end: string }
}

/**
 * Turns the schema of a function's arguments into a grammar for arguments that are written one by one, in the schema's
 * order. Arguments the schema does not declare are not written, even where it would allow them. Refuses what
 * `compileSchema` refuses, and counts of properties.
 */
export function compileArguments(schema: Json, form: ArgumentsForm, options: CompileOptions): CompiledGrammar {
  return compileWith(schema, options, (grammar, root) => {
    const ways = grammar.shapes
      .shapeOf(root)
      .flatMap((each) => (each.kind === 'object' ? [argumentsRule(grammar, each, form)] : []))
      .filter((each) => each !== undefined)
    return ways.length === 0 ? undefined : grammar.writer.rule(ways.join(' | '))
  })
}

interface Argument {
  readonly text: string
  readonly required: boolean
}

function argumentsRule(grammar: SchemaGrammar, object: ObjectAlternative, form: ArgumentsForm): string | undefined {
  const written: Argument[] = []
  for (const [key, { required, allowed, value }] of object.properties) {
    const rule = allowed ? valueRule(grammar, key, value, form) : undefined
    if (rule !== undefined) written.push({ text: `${form.before(key)} ${rule} ${form.after}`, required })
    else if (required) return undefined
  }
  const needed = written.filter(({ required }) => required).length
  if (object.min > needed || object.max < written.length) {
    throw new SchemaRefusal('#', 'this model writes arguments one by one, where they cannot be counted')
  }
  return restRule(grammar, written, form.between)
}

/** Each optional argument may be left out; what stands between two comes only with the second. */
function restRule({ writer }: SchemaGrammar, written: readonly Argument[], between: string): string {
  let [first, later] = ['""', '""']
  for (const { text, required } of written.toReversed()) {
    const [begins, follows] = [`${text} ${later}`, `${between} ${text} ${later}`]
    const skips: readonly [string, string] = [first, later]
    first = writer.rule(required ? begins : `${begins} | ${skips[0]}`)
    later = writer.rule(required ? follows : `${follows} | ${skips[1]}`)
  }
  return first
}

function valueRule(
  grammar: SchemaGrammar,
  key: string,
  value: Conjunction,
  { bare }: ArgumentsForm,
): string | undefined {
  if (bare?.isBare(key) !== true) return grammar.rule(value)
  const { shapes, writer } = grammar
  const { make, budget } = shapes
  const languages = shapes.shapeOf(value).flatMap((each) => (each.kind === 'string' ? [each.language] : []))
  const ending = make.sequence(make.anything, make.text(bare.end), make.anything)
  const automaton = automatonOf(make, make.all(make.either(...languages), make.not(ending)), budget)
  return automaton && regularRule(writer, automaton)
}
