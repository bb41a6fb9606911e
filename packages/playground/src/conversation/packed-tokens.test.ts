import fc from 'fast-check'
import { expect, test } from 'vitest'

import { packTokens, unpackTokens } from './packed-tokens.ts'

const entry = fc.record({
  token: fc.string({ unit: 'binary' }),
  logprob: fc.double({ noNaN: true }),
  bytes: fc.option(fc.array(fc.integer({ min: 0, max: 255 }))),
})
const token = fc
  .tuple(entry, fc.array(entry, { maxLength: 5 }))
  .map(([said, top_logprobs]) => ({ ...said, top_logprobs }))

function packedOf(tokens: Parameters<typeof packTokens>[0]) {
  return packTokens(tokens) ?? expect.unreachable()
}

test('what is packed is unpacked as it was', () => {
  fc.assert(
    fc.property(fc.array(token), (tokens) => {
      expect(unpackTokens(packedOf(tokens))).toEqual(tokens)
    }),
  )
})

test('survives being copied, as storing does', () => {
  const tokens = [{ token: 'é', logprob: -1, bytes: [195, 169], top_logprobs: [] }]
  expect(unpackTokens(structuredClone(packedOf(tokens)))).toEqual(tokens)
})

test('tokens that were packed or unpacked once are not packed again', () => {
  const tokens = [{ token: 'a', logprob: 0, bytes: null, top_logprobs: [] }]
  const once = packedOf(tokens)
  expect(packTokens(tokens)).toBe(once)
  expect(packTokens(unpackTokens(once))).toBe(once)
})

test.each([
  ['more fields', { token: 'a', logprob: 0, bytes: null, top_logprobs: [], token_id: 7 }],
  ['fewer fields', { token: 'a', logprob: 0, top_logprobs: [] }],
  ['an alternative of another kind', { token: 'a', logprob: 0, bytes: null, top_logprobs: [{ token: 'b' }] }],
  ['something else', { token: 1, logprob: null, bytes: 'a', top_logprobs: [] }],
])('tokens with %s stay as they are', (_, other) => {
  // What a server or a file holds is not known.
  const tokens: Parameters<typeof packTokens>[0] = JSON.parse(JSON.stringify([other]))
  expect(packTokens(tokens)).toBeUndefined()
})
