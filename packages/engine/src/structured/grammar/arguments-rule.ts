import type { ArgumentsPart } from '../grammar-part.ts'
import type { Expressions } from '../regular/expression.ts'
import { isJsonObject, type Json } from '../schema/json.ts'
import { SchemaDocument } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { Alternative } from '../shape/shape.ts'
import { Shapes } from '../shape/shapes.ts'
import type { WorkBudget } from '../work-budget.ts'
import { constantText, jsonWords, pythonWords } from './constant-text.ts'
import type { GrammarWriter } from './grammar-writer.ts'
import { jsonObject, type ObjectNotation } from './object-notation.ts'
import { objectRules } from './object-rule.ts'
import { pythonArguments } from './python-arguments.ts'
import { SchemaGrammar } from './schema-grammar.ts'
import { taggedPairs } from './tagged-pairs.ts'

/** What the schemas of one grammar share. */
export interface GrammarWorkshop {
  readonly make: Expressions
  readonly writer: GrammarWriter
  readonly budget: WorkBudget
}

/** A rule for the arguments of a call: the objects a schema allows, in the notation the model writes them in. */
export function argumentsRule(workshop: GrammarWorkshop, schema: Json, notation: ArgumentsPart['notation']): string {
  const { make, writer, budget } = workshop
  const document = new SchemaDocument(schema)
  const shapes = new Shapes(make, document, budget)
  const grammar = new SchemaGrammar(shapes, writer, notation === 'python' ? pythonWords : jsonWords)
  const written = objectNotation(grammar, notation)
  const shape = shapes.shapeOf([document.root])
  const objects = shape.filter((alternative) => alternative.kind === 'object')
  const constants = shape
    .map((alternative) => constantObject(alternative, notation))
    .filter((text) => text !== undefined)
  const ways = [...constants, ...objectRules(grammar, objects, '#', written)]
  if (ways.length === 0) throw new SchemaRefusal('#', 'no object satisfies it, and arguments are one')
  return writer.rule(ways.join(' | '))
}

function objectNotation(grammar: SchemaGrammar, notation: ArgumentsPart['notation']): ObjectNotation {
  if (notation === 'json') return jsonObject(grammar)
  return notation === 'python' ? pythonArguments(grammar) : taggedPairs(grammar, notation)
}

/** The text of an alternative that is one object; undefined for others. */
function constantObject(alternative: Alternative, notation: ArgumentsPart['notation']): string | undefined {
  if (alternative.kind !== 'value' || !isJsonObject(alternative.value)) return undefined
  if (notation === 'json') return constantText(alternative.value, jsonWords)
  throw new SchemaRefusal('#', 'whole objects as constants cannot be written the way this model writes calls')
}
