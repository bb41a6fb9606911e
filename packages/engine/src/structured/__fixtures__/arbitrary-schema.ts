import fc, { type Arbitrary } from 'fast-check'

import type { Json, JsonObject } from '../schema/json.ts'

const keys = ['a', 'b', 'ab', 'c']
const small = fc.integer({ min: 0, max: 3 })
const texts = ['', 'a', 'ab', 'b1', 'abc', 'é', '"', '\n']

/** Values small enough to meet a random schema now and then. */
export const arbitraryValue: Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: fc.constantFrom<Json>(null, true, false, 0, 1, 2, 3, 4, 6, 10, -1, -2, 0.5, 1.5, -0.25) },
    { weight: 2, arbitrary: fc.constantFrom<Json>(...texts) },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 3, arbitrary: fc.dictionary(fc.constantFrom(...keys, 'd'), tie('value'), { maxKeys: 3, noNullPrototype: true }) },
  ),
})).value

/** Schemas with every keyword that the compiler enforces, two levels deep. */
export const arbitrarySchema: Arbitrary<Json> = fc.letrec<{ schema: Json }>((tie) => {
  const some = fc.array(tie('schema'), { minLength: 1, maxLength: 2 })
  return {
    schema: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 4, arbitrary: leaf() },
      { weight: 4, arbitrary: objects(tie('schema')) },
      { weight: 2, arbitrary: arrays(tie('schema')) },
      { weight: 1, arbitrary: fc.record({ allOf: some }) },
      { weight: 1, arbitrary: fc.record({ anyOf: some }) },
      { weight: 1, arbitrary: fc.record({ oneOf: some }) },
      { weight: 1, arbitrary: fc.record({ not: tie('schema') }) },
      {
        weight: 1,
        arbitrary: fc.record(
          { if: tie('schema'), then: tie('schema'), else: tie('schema') },
          { requiredKeys: ['if', 'then'] },
        ),
      },
    ),
  }
}).schema

function leaf(): Arbitrary<Json> {
  return fc.oneof(
  fc.constantFrom<Json>(true, false, {}),
  fc.record({ type: fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object') }),
  fc.record({ type: fc.uniqueArray(fc.constantFrom('null', 'integer', 'string', 'object'), { minLength: 1 }) }),
  fc.record({ enum: fc.uniqueArray(arbitraryValue, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }) }),
  fc.record({ const: arbitraryValue }),
  fc.record(
    {
      type: fc.constantFrom('number', 'integer'),
      minimum: fc.constantFrom(-1.5, 0, 2),
      exclusiveMaximum: fc.constantFrom(3, 4.25, 100),
      multipleOf: fc.constantFrom(0.5, 2, 3),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('string'),
      minLength: small,
      maxLength: small,
      pattern: fc.constantFrom('^a', 'b', '^[a-z]*$', '^(?!ab).*$', '\\d'),
    },
    { requiredKeys: ['type'] },
  ),
)
}

function objects(schema: Arbitrary<Json>): Arbitrary<JsonObject> {
  return fc.record(
    {
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom(...keys), schema, { maxKeys: 3, noNullPrototype: true }),
      required: fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 2 }),
      additionalProperties: schema,
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$'), schema, { maxKeys: 2, noNullPrototype: true }),
      propertyNames: fc.constantFrom<Json>({ maxLength: 1 }, { pattern: 'a|c' }),
      minProperties: fc.constantFrom(0, 1),
      maxProperties: small,
      dependentRequired: fc.constantFrom<Json>({ a: ['b'] }, { c: [] }),
    },
    { requiredKeys: [] },
  )
}

/** `contains` stands alone: beside `prefixItems` the validator overlooks it for the empty array. */
function arrays(schema: Arbitrary<Json>): Arbitrary<JsonObject> {
  const type = fc.constant('array')
  const prefixItems = fc.array(schema, { minLength: 1, maxLength: 2 })
  return fc.oneof(
    fc.record({ type, items: schema, prefixItems, minItems: small, maxItems: small }, { requiredKeys: [] }),
    fc.record(
      { type, items: schema, contains: schema, minContains: small, maxContains: small, maxItems: small },
      { requiredKeys: ['contains'] },
    ),
  )
}
