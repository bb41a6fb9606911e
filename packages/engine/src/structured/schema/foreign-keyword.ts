import { isJsonObject, type Json } from './json.ts'
import type { WorkBudget } from '../work-budget.ts'
import { newestDraft, type SchemaDocument, type WrittenNode } from './schema-document.ts'

/** The first draft that has a keyword. 8 is 2019-09, 9 is 2020-12. */
const firstDraft: Readonly<Record<string, number>> = {
  const: 6,
  contains: 6,
  propertyNames: 6,
  if: 7,
  dependentRequired: 8,
  dependentSchemas: 8,
  minContains: 8,
  maxContains: 8,
  unevaluatedItems: 8,
  unevaluatedProperties: 8,
  prefixItems: 9,
}
/** The last draft that has one. */
const lastDraft: Readonly<Record<string, number>> = { dependencies: 7 }

// Definitions count where a reference leads to them.
const apart = new Set(['enum', 'const', 'default', 'examples', 'required', 'definitions', '$defs'])
const byName = new Set(['properties', 'patternProperties', 'dependencies', 'dependentSchemas'])

/**
 * A keyword, in a schema or one inside it, that the draft of the document does not have; undefined if there is none.
 * Some readers obey such a keyword, others ignore it. To obey it is safe, because it only narrows what is allowed. To
 * enforce its opposite is not, because readers disagree on what that is.
 */
export function foreignKeyword(document: SchemaDocument, start: WrittenNode, budget: WorkBudget): string | undefined {
  const { draft } = document
  const waiting: { readonly schema: Json; readonly from: WrittenNode }[] = [{ schema: start.schema, from: start }]
  const seen = new Set<Json>()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { schema, from } = next
    if (!isJsonObject(schema) || seen.has(schema)) continue
    seen.add(schema)
    budget.spend(1, 'subschemas')
    for (const [keyword, value] of Object.entries(schema)) {
      if ((firstDraft[keyword] ?? 0) > draft || (lastDraft[keyword] ?? newestDraft) < draft) return keyword
      if (keyword === '$ref' && typeof value === 'string') {
        const target = document.resolve(value, from)
        waiting.push({ schema: target.schema, from: target })
      }
      if (!apart.has(keyword)) waiting.push(...schemasIn(keyword, value).map((part) => ({ schema: part, from })))
    }
  }
  return undefined
}

function schemasIn(keyword: string, value: Json): readonly Json[] {
  if (byName.has(keyword) && isJsonObject(value)) return Object.values(value)
  return Array.isArray(value) ? value : [value]
}
