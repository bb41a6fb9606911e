import { isJsonObject, type Json, type JsonObject } from '../structured/schema/json.ts'

// With any of these keywords, `properties` alone does not tell which properties an object may have.
const spread = (
  'additionalProperties patternProperties unevaluatedProperties propertyNames minProperties ' +
  'allOf anyOf oneOf not if then else dependentSchemas dependencies $ref $dynamicRef'
).split(' ')

/**
 * Forbids properties that a schema allows only by not mentioning them. A model that may write any property would invent
 * some, and no function reads them. An `additionalProperties` that is set stays as it is.
 */
export function declaredArguments(schema: JsonObject): JsonObject {
  const { properties } = schema
  // An empty `properties` at the top declares a function without arguments. Further inside, it means an object with any
  // members.
  const takesNone = isJsonObject(properties) && Object.keys(properties).length === 0 && isPlain(schema)
  return takesNone ? { ...schema, additionalProperties: false } : declaredMembers(schema)
}

function declaredMembers(schema: JsonObject): JsonObject {
  const { properties, items } = schema
  const hasMembers = isJsonObject(properties) && Object.keys(properties).length > 0
  return {
    ...schema,
    ...(isJsonObject(properties) ? { properties: mapMembers(properties) } : {}),
    ...(isJsonObject(items) ? { items: declaredMembers(items) } : {}),
    ...(hasMembers && isPlain(schema) ? { additionalProperties: false } : {}),
  }
}

function mapMembers(members: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(members).map(([name, each]): [string, Json] => [
      name,
      isJsonObject(each) ? declaredMembers(each) : each,
    ]),
  )
}

function isPlain({ properties, required = [], ...rest }: JsonObject): boolean {
  if (!isJsonObject(properties) || !Array.isArray(required)) return false
  const declared = required.every((name) => typeof name === 'string' && Object.hasOwn(properties, name))
  return declared && spread.every((keyword) => !Object.hasOwn(rest, keyword))
}
