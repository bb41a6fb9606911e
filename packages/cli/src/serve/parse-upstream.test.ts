import { expect, test } from 'vitest'
import { parseUpstream } from './parse-upstream.ts'

const env = { GPU_KEY: 'sk-1' }
const url = 'http://gpu1:8000/v1'

test.each([
  [url, { baseURL: url }],
  [`${url},2`, { baseURL: url, weight: 2 }],
  [`${url},0.5,GPU_KEY`, { baseURL: url, weight: 0.5, apiKey: 'sk-1' }],
  [
    `${url}, name=gpu1, parallel=64, models=a|b/c, key-env=GPU_KEY`,
    { baseURL: url, name: 'gpu1', parallel: 64, models: ['a', 'b/c'], apiKey: 'sk-1' },
  ],
])('%s is read', (text, options) => {
  expect(parseUpstream(text, env)).toEqual(options)
})

test.each([
  ['gpu1:8000', 'must begin with a URL'],
  ['http://me:secret@gpu1:8000/v1', 'password in its URL'],
  [`${url},wieght=2`, 'unknown part "wieght"'],
  [`${url},0`, 'weight "0"'],
  [`${url},parallel=1.5`, 'whole number'],
  [`${url},sk-secret`, 'not set'],
])('%s is refused', (text, words) => {
  expect(() => parseUpstream(text, env)).toThrow(words)
})

test('a key that was written in place of its variable is not repeated', () => {
  expect(() => parseUpstream(`${url},sk-secret`, env)).not.toThrow('sk-secret')
})
