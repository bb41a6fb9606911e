import { expect, test } from 'vitest'

import { compileSchema } from '../compile-schema.ts'

test.each(['{"const": 9223372036854775807}', '{"enum": [1, {"id": [-9007199254740993]}]}'])(
  '%s is refused: its last digits are lost when it is read, and another number would be written',
  (schema) => {
    expect(() => compileSchema(JSON.parse(schema))).toThrow(/beyond 2\^53/)
  },
)

test('the largest whole numbers that are read exactly are constants, and so is what has an exponent', () => {
  expect(compileSchema({ enum: [Number.MAX_SAFE_INTEGER, 1e300] }).grammar).toContain('9007199254740991')
})
