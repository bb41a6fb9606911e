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
 * A keyword of a schema, or of one within it, that the document's draft does not have; undefined where there is none. Some
 * readers heed such a keyword and others read past it: to heed it narrows, and is safe, but the opposite of it is not.
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
