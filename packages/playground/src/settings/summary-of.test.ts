import { expect, test } from 'vitest'

import { defaultSettings } from './settings.ts'
import { summaryOf } from './summary-of.ts'

test('names the model, and what was set', () => {
  expect(summaryOf(defaultSettings, 'm')).toBe('m')
  const settings = { ...defaultSettings, model: 'n', system: 'Be brief.', fields: { temperature: 0, stop: ['a'] } }
  expect(summaryOf(settings, 'm')).toBe('n · temperature 0 · stop ["a"] · system prompt')
})
