/**
 * What a value inside a schema is: `schema`, a schema or a list of them; `names`, schemas under names; or `unheard`,
 * anything under a keyword that JSON Schema does not know, or inside data. What looks like an identifier there is not
 * one to most readers.
 */
export type Standing = 'schema' | 'names' | 'unheard'

const named = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions'])
const direct = new Set(
  (
    'allOf anyOf oneOf not if then else extends disallow type items prefixItems additionalItems unevaluatedItems ' +
    'contains additionalProperties unevaluatedProperties propertyNames contentSchema'
  ).split(' '),
)

/** What the value under a key of such a value is. */
export function standingUnder(key: string, standing: Standing): Standing {
  if (standing === 'names') return 'schema'
  if (standing === 'unheard') return 'unheard'
  return named.has(key) ? 'names' : direct.has(key) ? 'schema' : 'unheard'
}
