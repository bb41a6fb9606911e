import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ResponseFormatJsonSchemaSchema } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { ask } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import { findModel } from './models/cache/list-models.ts'

const cached = await findModel('smollm2:135m')
if (cached === undefined) console.warn('SKIPPED: answers of real weights. Run: npx colloquy pull smollm2:135m')
// A hundred each: STRUCTURED_ROUNDS=100.
const rounds = Number(process.env['STRUCTURED_ROUNDS'] ?? 1)

const word = { type: 'string', maxLength: 12 }
const closed = (properties: Record<string, unknown>, required = Object.keys(properties)): Record<string, unknown> => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

const schemas: readonly ResponseFormatJsonSchemaSchema[] = [
  { type: 'boolean' },
  { type: 'null' },
  { type: 'integer', minimum: -12, maximum: 345 },
  { type: 'integer', minimum: 0, maximum: 999, multipleOf: 7 },
  { enum: ['red', 'green', 3, null, { deep: [1] }] },
  { const: { a: 'fixed', b: [true] } },
  { type: 'string', minLength: 3, maxLength: 9 },
  { type: 'string', pattern: '^[A-Z][a-z]{2,5} [0-9]{1,3}$' },
  { type: 'string', pattern: '^(?!foo)[a-z]{3,6}$' },
  { type: 'string', format: 'date' },
  { type: 'string', pattern: '^[\\p{Lu}\\d]{2,8}$' },
  { type: 'string', format: 'ipv4' },
  { type: 'string', format: 'uuid' },
  { type: ['integer', 'null'], minimum: 0, maximum: 9 },
  closed({ name: word, age: { type: 'integer', minimum: 0, maximum: 120 } }),
  closed({ first: word, last: word, middle: word }, ['first', 'last']),
  closed({ point: closed({ x: { enum: [0, 1] }, y: { enum: [0, 1] } }), label: word }),
  closed({ status: { enum: ['open', 'closed'] }, since: { type: 'string', format: 'date' } }),
  { type: 'array', items: word, minItems: 1, maxItems: 3 },
  { type: 'array', items: { type: 'integer', minimum: 1, maximum: 6 }, minItems: 4, maxItems: 4 },
  { type: 'array', prefixItems: [word, { type: 'boolean' }], items: false, minItems: 2 },
  { type: 'array', items: { enum: [1, 2, 3, 4] }, uniqueItems: true, minItems: 2 },
  { type: 'array', items: { type: 'integer', minimum: 0, maximum: 9 }, contains: { const: 7 }, maxItems: 4 },
  { anyOf: [closed({ ok: { const: true } }), closed({ error: word })] },
  { oneOf: [closed({ kind: { const: 'a' }, a: word }), closed({ kind: { const: 'b' }, b: { type: 'boolean' } })] },
  { allOf: [{ type: 'integer', minimum: 5 }, { maximum: 20 }, { not: { const: 13 } }] },
  { ...closed({ a: word, b: word }, []), minProperties: 1, dependentRequired: { a: ['b'] } },
  {
    type: 'object',
    patternProperties: { '^k[0-9]$': { type: 'boolean' } },
    additionalProperties: false,
    maxProperties: 3,
  },
  {
    $defs: { leaf: { enum: ['x', 'y'] } },
    ...closed({ left: { $ref: '#/$defs/leaf' }, right: { $ref: '#/$defs/leaf' } }),
  },
  {
    ...closed({
      type: { enum: ['n', 's'] },
      value: { type: ['integer', 'string'], maximum: 99, minimum: 0, maxLength: 5 },
    }),
    if: { properties: { type: { const: 'n' } } },
    else: { properties: { value: { type: 'string' } } },
    ...JSON.parse('{"then": {"properties": {"value": {"type": "integer"}}}}'),
  },
]

describe.skipIf(cached === undefined)('an answer of real weights at temperature 1', { timeout: 3_600_000 }, () => {
  test(`is valid in the form of each of ${schemas.length} schemas`, async () => {
    await using engine = await createEngine({ model: 'smollm2:135m', contextSize: 1024, parallel: 4, threads: 1 })
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    for (const [index, schema] of schemas.entries()) {
      const isValid = ajv.compile(schema)
      const response_format = { type: 'json_schema', json_schema: { name: 'form', schema, strict: true } } as const
      for (let seed = 0; seed < rounds; seed++) {
        const fields = { temperature: 1, seed, max_tokens: 600, response_format }
        const { choices } = await ask(engine, 'Make up an example.', fields)
        const { message, finish_reason } = choices[0] ?? {}
        expect(finish_reason, `schema ${index}`).toBe('stop')
        expect(JSON.parse(message?.content ?? ''), `schema ${index}`).toSatisfy(isValid)
      }
    }
  })
})
