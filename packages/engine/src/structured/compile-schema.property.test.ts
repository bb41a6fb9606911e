import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { arbitrarySchema, arbitraryValue } from './__fixtures__/arbitrary-schema.ts'
import { matcherOf } from './__fixtures__/matcher-of.ts'
import { sentencesOf } from './__fixtures__/sentences-of.ts'
import { textsOf } from './__fixtures__/texts-of.ts'
import { compileSchema } from './compile-schema.ts'
import type { Json } from './schema/json.ts'

// More, and others, from the outside: PROPERTY_ROUNDS=2000 PROPERTY_SEED=2.
const rounds = Number(process.env['PROPERTY_ROUNDS'] ?? 120)
const seed = Number(process.env['PROPERTY_SEED'] ?? 1)

/** The grammar of a schema, and what an independent validator thinks; undefined where the schema is refused. */
function judges(schema: Json): { grammar: string; isValid: (value: unknown) => boolean } | undefined {
  try {
    const { grammar } = compileSchema(schema)
    const validate = new Ajv2020({ strict: false, logger: false }).compile({ allOf: [schema] })
    return { grammar, isValid: (value) => validate(value) }
  } catch (error) {
    if (error instanceof Error && /cannot be enforced/.test(error.message)) return undefined
    throw error
  }
}

function turnsMaximum(schema: Json): boolean {
  const text = JSON.stringify(schema)
  return /"maxProperties":[12]/.test(text) && /"(?:not|oneOf|if)"/.test(text)
}

function random(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('the grammar of any schema', { timeout: 600_000 }, () => {
  test('writes nothing that the schema does not allow', () => {
    fc.assert(
      fc.property(arbitrarySchema, fc.nat(), (schema, start) => {
        const judged = judges(schema)
        if (judged === undefined) return
        const sentence = sentencesOf(judged.grammar, random(start))
        for (let count = 0; count < 10; count++) {
          const text = sentence()
          // The validator reads such numbers as doubles, and their remainders are off.
          if (/\d{15}/.test(text)) continue
          expect(JSON.parse(text), text).toSatisfy(judged.isValid)
        }
      }),
      { numRuns: rounds, seed },
    )
  })

  test('takes a value exactly where the schema allows it, with its keys in some order', () => {
    fc.assert(
      fc.property(arbitrarySchema, fc.array(arbitraryValue, { minLength: 1, maxLength: 12 }), (schema, values) => {
        const judged = judges(schema)
        if (judged === undefined) return
        const takes = matcherOf(judged.grammar)
        for (const value of values) {
          const isTaken = textsOf(value).some(takes)
          // Keys that no schema declares count as one towards a minimum, which the opposite of a maximum is.
          if (!isTaken && turnsMaximum(schema)) continue
          expect(isTaken, JSON.stringify(value)).toBe(judged.isValid(value))
        }
      }),
      { numRuns: rounds, seed },
    )
  })

  test('is found for most schemas that some value satisfies', () => {
    const schemas = fc.sample(arbitrarySchema, { numRuns: 200, seed: 7 })
    expect(schemas.filter((schema) => judges(schema) !== undefined).length).toBeGreaterThan(120)
  })
})
