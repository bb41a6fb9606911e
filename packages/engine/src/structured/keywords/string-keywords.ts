import { anyCodePoint } from '../regular/code-point-set.ts'
import { patternLanguage } from '../regular/pattern-language.ts'
import { PatternError } from '../regular/pattern-syntax.ts'
import type { Expression } from '../regular/expression.ts'
import type { JsonObject } from '../schema/json.ts'
import type { WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { Shape, StringAlternative } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'
import { formatAutomaton } from './formats.ts'
import { widestFormat } from './widest-format.ts'
import { countOf } from './number-keywords.ts'

/** `minLength`, `maxLength` (in characters), `pattern` and `format`. */
export function stringKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject, any: StringAlternative): Shape {
  const { make } = shapes
  const [min, max] = [countOf(node, schema, 'minLength', 0), countOf(node, schema, 'maxLength', Infinity)]
  if (min > max) return []
  const demands = [any.language, make.repeat(make.characters(anyCodePoint), min, max)]
  const pattern = schema['pattern']
  if (pattern !== undefined) demands.push(languageOf(shapes, `${node.pointer}/pattern`, pattern))
  const exact = make.all(...demands)
  const name = typeof schema['format'] === 'string' ? schema['format'] : ''
  const format = formatAutomaton(name, max)
  if (format === undefined) return exact === make.nothing ? [] : [{ kind: 'string', language: exact, widest: exact }]
  const widest = make.all(exact, patternLanguage(make, widestFormat(name)))
  return widest === make.nothing ? [] : [{ kind: 'string', language: make.all(...demands, make.state(format)), widest }]
}

/** The language of a pattern that a schema carries. */
export function languageOf(shapes: Shapes, pointer: string, pattern: unknown): Expression {
  if (typeof pattern !== 'string') throw new SchemaRefusal(pointer, 'a pattern must be a string')
  try {
    return patternLanguage(shapes.make, pattern)
  } catch (error) {
    if (error instanceof PatternError) throw new SchemaRefusal(pointer, error.message)
    throw error
  }
}
