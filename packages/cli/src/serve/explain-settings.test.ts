import { expect, test } from 'vitest'
import { explainSettings } from './explain-settings.ts'

const found = { env: {}, place: '/home/ann/server.db', hasKeys: false }

test('shows a store without its password', () => {
  const value = 'postgres://colloquy:s3cret@db:5432/colloquy'
  const text = explainSettings([{ name: 'store', value, source: 'COLLOQUY_STORE' }], found)
  expect(text).toContain('store    postgres://colloquy:…@db:5432/colloquy  COLLOQUY_STORE')
})

test('shows the file in which things are kept where none was named', () => {
  const text = explainSettings([{ name: 'store', value: undefined, source: 'default' }], found)
  expect(text).toMatch(/^store +\/home\/ann\/server\.db +default$/mu)
})

test.each([
  [{ env: {}, hasKeys: false }, '- default'],
  [{ env: { COLLOQUY_API_KEY: 'sk-secret' }, hasKeys: true }, 'set COLLOQUY_API_KEY'],
  [{ env: {}, hasKeys: true }, 'set store'],
])('of keys, with %j, says where they come from', (given, words) => {
  const text = explainSettings([{ name: 'api-key-file', value: undefined, source: 'default' }], { ...found, ...given })
  expect(text.replaceAll(/ +/gu, ' ')).toContain(`(key) ${words}\n`)
  expect(text).not.toContain('sk-secret')
})

test('names the file of keys where they come from one', () => {
  const text = explainSettings([{ name: 'api-key-file', value: 'keys', source: 'flag' }], { ...found, hasKeys: true })
  expect(text.replaceAll(/ +/gu, ' ')).toContain('(key) set api-key-file\n')
})
