import { nearestName } from 'colloquy/validate'
import { expect, test } from 'vitest'

const known = ['temperature', 'top_p', 'max_tokens', 'max_completion_tokens', 'stop', 'store', 'n', 'seed']

test.each<[string, string | undefined]>([
  ['temprature', 'temperature'],
  ['tempreature', 'temperature'],
  ['topP', 'top_p'],
  ['maxTokens', 'max_tokens'],
  ['max-completion-tokens', 'max_completion_tokens'],
  ['sotp', 'stop'],
  ['stops', 'stop'],
  ['top_k', 'top_p'],
  ['presence', undefined],
  ['', 'n'],
  ['x'.repeat(1e6), undefined],
])('%s was likely meant to be %s', (typed, meant) => {
  expect(nearestName(typed, known)).toBe(meant)
})

test('of equally near names the first one known is meant', () => {
  expect(nearestName('stoe', ['store', 'stone'])).toBe('store')
})
