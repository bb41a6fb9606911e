import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { refuseRepeatedNames } from './refuse-repeated-names.ts'

const check = (text: string): void => refuseRepeatedNames(text, JSON.parse(text))

test('takes every text that JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, indent) => {
      expect(() => check(JSON.stringify(value, null, indent))).not.toThrow()
    }),
  )
})

test.each([
  ['{"model":"a","model":"b"}', 'model'],
  ['{"a":1, "\\u0061" :2}', 'a'],
  ['{"a":{"b":[0,{"c":1},{"c":1,"d":2,\n"d"\t:3}]}}', 'a.b[2].d'],
  ['[{"x":"y:"},{"x":"\\"{","x":null}]', '[1].x'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
])('refuses %s by the path of the second', (text, path) => {
  expect(() => check(text)).toThrow(expect.objectContaining({ status: 400, code: 'invalid_value', param: path }))
})

test('takes the same name in two objects, and in the texts of one', () => {
  expect(() => check('{"a":{"a":"\\"a\\":1,\\"a\\":2"},"b":[{"a":1},{"a":1}]}')).not.toThrow()
})
