import { isJsonObject, type Json, type JsonObject } from '../structured/schema/json.ts'

// Beside these the properties an object may have are not all in one place.
const spread = (
  'additionalProperties patternProperties unevaluatedProperties propertyNames minProperties ' +
  'allOf anyOf oneOf not if then else dependentSchemas dependencies $ref $dynamicRef'
).split(' ')

/**
 * Leaves out what a schema allows without saying so: properties of objects that it does not declare. A model that may
 * write any would invent some, and no function reads them. Where `additionalProperties` is set it stands.
 */
export function declaredArguments(schema: JsonObject): JsonObject {
  const { properties } = schema
  // How a function without arguments is declared; an object inside of others would be one of any members.
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
