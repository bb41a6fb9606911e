import fc, { type Arbitrary } from 'fast-check'

import type { Json, JsonObject } from '../schema/json.ts'

// Few, so that properties, patterns and values meet; with what must be escaped, and what objects of JavaScript have.
const keys = ['a', 'b', 'ab', 'c', 'é"', 'hasOwnProperty']
const small = fc.integer({ min: 0, max: 3 })
const texts = ['', 'a', 'ab', 'b1', 'abc', 'é', 'É9', '"', '\n', '😀', '2024-02-29', '1.2.3.4', 'a@b.cd', 'a:b']
const numbers = [0, 1, 2, 3, 4, 6, 10, -1, -2, 0.5, 1.5, -0.25, 0.3, -100]
const patterns = ['^a', 'b', '^[a-z]*$', '^(?!ab).*$', '\\d', '^\\p{Lu}', '^.$', '[^a-z]', '^(?:a|b\\d)+$', 'a|^b|c$', '^$']
const formats = ['date', 'time', 'date-time', 'ipv4', 'ipv6', 'hostname', 'email', 'uri', 'uuid', 'json-pointer']

/** Values small enough to meet a random schema now and then. */
export const arbitraryValue: Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: fc.constantFrom<Json>(null, true, false, ...numbers) },
    { weight: 2, arbitrary: fc.constantFrom<Json>(...texts) },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 3, arbitrary: dictionary([...keys, 'd'], tie('value')) },
  ),
})).value

/** Schemas of draft 2020-12 with every keyword that the compiler knows, a few levels deep. */
export const arbitrarySchema: Arbitrary<JsonObject> = fc
  .letrec<{ schema: Json }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 5, arbitrary: leaf() },
      { weight: 5, arbitrary: objects(tie('schema')) },
      { weight: 3, arbitrary: arrays(tie('schema')) },
      { weight: 4, arbitrary: combined(tie('schema')) },
      { weight: 1, arbitrary: both(leaf(), combined(tie('schema'))) },
      { weight: 2, arbitrary: both(objects(tie('schema')), combined(tie('schema'))) },
      { weight: 1, arbitrary: both(arrays(tie('schema')), combined(tie('schema'))) },
      { weight: 2, arbitrary: both(leaf(), objects(tie('schema'))) },
      { weight: 1, arbitrary: both(objects(tie('schema')), fc.record({ unevaluatedProperties: tie('schema') })) },
      { weight: 1, arbitrary: both(arrays(tie('schema')), fc.record({ unevaluatedItems: tie('schema') })) },
    ),
  }))
  .schema.chain((root) =>
    fc
      .record({ x: arbitraryDefinition, y: arbitraryDefinition })
      .map(($defs) => (typeof root === 'object' && JSON.stringify(root).includes('$ref') ? { ...(root as JsonObject), $defs } : { allOf: [root] })),
  )

const arbitraryDefinition: Arbitrary<Json> = fc.oneof(
  leaf(),
  objects(leaf()),
  arrays(leaf()),
  fc.constant<Json>({ type: 'object', properties: { a: { $ref: '#/$defs/x' }, b: { $ref: '#/$defs/y' } } }),
  fc.constant<Json>({ type: 'array', items: { $ref: '#/$defs/y' }, maxItems: 2 }),
)

/** A schema with the keywords of two. */
function both(a: Arbitrary<Json>, b: Arbitrary<Json>): Arbitrary<Json> {
  return fc.tuple(a, b).map(([left, right]) => (typeof left === 'object' && typeof right === 'object' ? { ...(left as JsonObject), ...(right as JsonObject) } : left))
}

function dictionary<T>(names: readonly string[], value: Arbitrary<T>): Arbitrary<Record<string, T>> {
  return fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3, noNullPrototype: true })
}

function combined(schema: Arbitrary<Json>): Arbitrary<Json> {
  const some = fc.array(schema, { minLength: 1, maxLength: 3 })
  const key = fc.constantFrom(...keys)
  return fc.oneof(
    fc.record({ allOf: some }),
    fc.record({ anyOf: some }),
    fc.record({ oneOf: some }),
    fc.record({ not: schema }),
    fc.record({ if: schema, then: schema, else: schema }, { requiredKeys: ['if'] }),
    fc.record({ dependentSchemas: dictionary(keys, schema) }),
    fc.record({ dependentRequired: dictionary(keys, fc.uniqueArray(key, { maxLength: 2 })) }),
    fc.record({ $ref: fc.constantFrom('#/$defs/x', '#/$defs/y') }),
    fc.record({ anyOf: some, not: schema }),
    fc.record({ allOf: some, unevaluatedProperties: schema }),
    fc.record({ anyOf: some, unevaluatedItems: schema }),
    fc.record({ $ref: fc.constantFrom('#/$defs/x', '#/$defs/y'), unevaluatedProperties: fc.constant(false) }),
  )
}

function leaf(): Arbitrary<Json> {
  return fc.oneof(
    fc.constantFrom<Json>(true, false, {}),
    fc.record({ type: fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object') }),
    fc.record({ type: fc.uniqueArray(fc.constantFrom('null', 'integer', 'string', 'object'), { minLength: 1 }) }),
    fc.record({
      enum: fc.uniqueArray(arbitraryValue, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
    }),
    fc.record({ const: arbitraryValue }),
    fc.record(
      {
        type: fc.constantFrom('number', 'integer'),
        minimum: fc.constantFrom(-1.5, 0, 2, -20, 0.25),
        maximum: fc.constantFrom(3, 0.3, -1, 1e21),
        exclusiveMinimum: fc.constantFrom(-2.5, 0, 2, -0.1),
        exclusiveMaximum: fc.constantFrom(3, 4.25, 100, -0.5),
        multipleOf: fc.constantFrom(0.5, 2, 3, 0.1, 0.03, 1.5, 10, 1),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        type: fc.constant('string'),
        minLength: small,
        maxLength: small,
        pattern: fc.constantFrom(...patterns),
      },
      { requiredKeys: [] },
    ),
    fc.record({ type: fc.constant('string'), format: fc.constantFrom(...formats), pattern: fc.constantFrom(...patterns) }, { requiredKeys: ['type', 'format'] }),
  )
}

function objects(schema: Arbitrary<Json>): Arbitrary<JsonObject> {
  return fc.record(
    {
      type: fc.constant('object'),
      properties: dictionary(keys, schema),
      required: fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 2 }),
      additionalProperties: schema,
      patternProperties: dictionary(['^a', 'b$', '^[^b]*$', '\\p{L}'], schema),
      propertyNames: fc.constantFrom<Json>(
        { maxLength: 1 },
        { pattern: 'a|c' },
        { enum: ['a', 'c', 'x'] },
        { not: { const: 'b' } },
        { minLength: 2 },
        false,
      ),
      minProperties: fc.constantFrom(0, 1, 2),
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
  const uniqueItems = fc.boolean()
  return fc.oneof(
    fc.record(
      { type, items: schema, prefixItems, minItems: small, maxItems: small, uniqueItems },
      { requiredKeys: [] },
    ),
    fc.record(
      { type, items: schema, contains: schema, minContains: small, maxContains: small, maxItems: small },
      { requiredKeys: ['contains'] },
    ),
  )
}
