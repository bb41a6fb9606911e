import { expect, test } from 'vitest'
import { explainSettings } from './explain-settings.ts'

test('shows a store without its password', () => {
  const value = 'postgres://colloquy:s3cret@db:5432/colloquy'
  const text = explainSettings([{ name: 'store', value, source: 'COLLOQUY_STORE' }], {})
  expect(text).toContain('store    postgres://colloquy:…@db:5432/colloquy  COLLOQUY_STORE')
})
