import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { arbitrarySchema, arbitraryValue } from './__fixtures__/arbitrary-schema.ts'
import { matcherOf } from './__fixtures__/matcher-of.ts'
import { sentencesOf } from './__fixtures__/sentences-of.ts'
import { spelledInDraft } from './__fixtures__/spelled-in-draft.ts'
import { textsOf } from './__fixtures__/texts-of.ts'
import { withOneLess } from './__fixtures__/with-one-less.ts'
import { compileSchema } from './compile-schema.ts'
import type { Json, JsonObject } from './schema/json.ts'

// More, and others, from the outside: PROPERTY_ROUNDS=2000 PROPERTY_SEED=2.
const rounds = Number(process.env['PROPERTY_ROUNDS'] ?? 120)
const seed = Number(process.env['PROPERTY_SEED'] ?? 1)

interface Judged {
  readonly grammar: string
  readonly isValid: (value: unknown) => boolean
}

/** The grammar of a schema, and what an independent validator thinks; undefined where the schema is refused. */
function judges(schema: JsonObject): Judged | undefined {
  const grammar = grammarOf(schema)
  if (grammar === undefined) return undefined
  const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true, multipleOfPrecision: 9 })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  return { grammar, isValid: (value) => validate(value) }
}

function grammarOf(schema: Json): string | undefined {
  try {
    return compileSchema(schema).grammar
  } catch (error) {
    if (error instanceof Error && /cannot be enforced/.test(error.message)) return undefined
    throw error
  }
}

/** What a grammar writes: so many random texts. The validator reads numbers as doubles, so long ones are left out. */
function written(grammar: string, count: number, start: number): string[] {
  return Array.from({ length: count }, sentencesOf(grammar, random(start))).filter((text) => !/\d{15}/.test(text))
}

function random(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Whether a valid value may be refused: formats and counts of unknown keys are held to more narrowly than they mean. */
function isNarrow(schema: Json): boolean {
  const text = JSON.stringify(schema)
  return /"(?:format|uniqueItems)"/.test(text) || /"(?:min|max)Properties":[1-9]/.test(text)
}

/** Whether a value has too many keys to write them in all orders, or a number that is written in another way. */
function isUnwieldy(value: Json): boolean {
  if (typeof value === 'number') return /e/.test(String(value))
  if (typeof value !== 'object' || value === null) return false
  const parts = Object.values(value)
  return parts.length > 4 || parts.some(isUnwieldy)
}

function expectAgreement(schema: Json, { isValid }: Judged, takes: (text: string) => boolean, value: Json): void {
  if (isUnwieldy(value)) return
  const isTaken = textsOf(value).some(takes)
  if (!isTaken && isNarrow(schema)) return
  expect(isTaken, JSON.stringify(value)).toBe(isValid(value))
}

describe('the grammar of any schema', { timeout: 3_600_000 }, () => {
  test('writes nothing that the schema does not allow', () => {
    fc.assert(
      fc.property(arbitrarySchema, fc.nat(), (schema, start) => {
        const judged = judges(schema)
        if (judged === undefined) return
        for (const text of written(judged.grammar, 10, start)) {
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
        for (const value of values) expectAgreement(schema, judged, takes, value)
      }),
      { numRuns: rounds, seed },
    )
  })

  test('knows the values that it just allows from those that only a keyword less would allow', () => {
    fc.assert(
      fc.property(arbitrarySchema, fc.nat(), (schema, start) => {
        const judged = judges(schema)
        const wider = judged && grammarOf(withOneLess(schema, random(start)))
        if (judged === undefined || wider === undefined) return
        const takes = matcherOf(judged.grammar)
        for (const text of written(wider, 8, start)) {
          const value: Json = JSON.parse(text)
          expectAgreement(schema, judged, takes, value)
        }
      }),
      { numRuns: rounds, seed },
    )
  })

  test.each(['4', '7', '2019-09'] as const)('is that of the same schema in the words of draft %s', (draft) => {
    fc.assert(
      fc.property(arbitrarySchema, fc.nat(), (schema, start) => {
        const spelled = spelledInDraft(schema, draft)
        const judged = spelled && judges(schema)
        const grammar = spelled && grammarOf(spelled)
        if (judged === undefined || grammar === undefined) return
        for (const text of written(grammar, 6, start)) {
          expect(JSON.parse(text), `${text} of ${JSON.stringify(spelled)}`).toSatisfy(judged.isValid)
        }
      }),
      { numRuns: rounds, seed },
    )
  })

  test('is found for most schemas that some value satisfies', () => {
    const values = fc.sample(arbitraryValue, { numRuns: 60, seed: 7 })
    const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true })
    const schemas = fc.sample(arbitrarySchema, { numRuns: 200, seed: 7 }).filter((schema) => {
      const validate = ajv.compile(schema)
      return values.some((value) => validate(value))
    })
    const found = schemas.filter((schema) => grammarOf(schema) !== undefined)
    expect(found.length / schemas.length).toBeGreaterThan(0.75)
  })
})
