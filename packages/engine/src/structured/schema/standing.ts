/**
 * What a value within a schema is: a schema or a list of some, schemas under names, or `unheard`: under a keyword that
 * JSON Schema does not know, or within its data, where what looks like an identifier is none to most readers.
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
