import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refuseDeepNesting } from './refuse-deep-nesting.ts'

describe('refuseDeepNesting', () => {
  test('passes any JSON text at its own depth and refuses it one level below', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        const depth = depthOf(value)
        expect(() => refuseDeepNesting(text, depth)).not.toThrow()
        if (depth > 0) expect(() => refuseDeepNesting(text, depth - 1)).toThrow(`deeper than ${depth - 1} levels`)
      }),
    )
  })

  test('does not count brackets inside strings, escaped quotes and backslashes included', () => {
    for (const text of ['[[[[', '"[[', '\\', '\\"[', '\\\\', '[\\']) {
      expect(() => refuseDeepNesting(JSON.stringify([text]), 1)).not.toThrow()
    }
  })

  test('stops at the limit of a body made of nothing but brackets', () => {
    expect(() => refuseDeepNesting('['.repeat(1_000_000), 128)).toThrow('deeper than 128 levels')
  })

  test('takes a string that never closes as the end of the text', () => {
    expect(() => refuseDeepNesting('["[[[[[[', 1)).not.toThrow()
  })
})

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}
