import { describe, expect, test } from 'vitest'

import { utf8Fit } from './utf8-fit.ts'

describe('bytes of a token', () => {
  test.each([
    ['whole', [...new TextEncoder().encode('aé日🙂')]],
    ['whole', []],
    ['part', [0x61, 0xf0, 0x9f]],
    ['part', [0x82, 0xac, 0x20]],
    ['part', [0xe0]],
    ['part', [0xbf]],
    ['never', [0xc0]],
    ['never', [0xc1, 0xa1]],
    ['never', [0xf5]],
    ['never', [0xff, 0x61]],
    ['never', [0xe0, 0x80]],
    ['never', [0xf0, 0x8f, 0xbf]],
    ['never', [0xed, 0xa0, 0x80]],
    ['never', [0xf4, 0x90]],
    ['never', [0xc3, 0x61]],
    ['never', [0x80, 0x80, 0x80, 0x80]],
  ])('fit into text: %s (%j)', (fit, bytes) => {
    expect(utf8Fit(Uint8Array.from(bytes))).toBe(fit)
  })
})
