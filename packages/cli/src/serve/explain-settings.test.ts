import { expect, test } from 'vitest'
import { explainSettings } from './explain-settings.ts'
import type { Setting } from './settings.ts'

const found = {
  address: { host: '127.0.0.1', port: 8080 },
  place: '/home/ann/server.db',
  keys: { values: [], sources: [], shellWord: undefined },
  storeHasKeys: false,
}

/** With one blank between cells. */
function explained(settings: readonly Setting[], more: Partial<Parameters<typeof explainSettings>[1]> = {}): string {
  return explainSettings(settings, { ...found, ...more }).replaceAll(/ +/gu, ' ')
}

test('shows a store without its password', () => {
  const values = ['postgres://colloquy:s3cret@db:5432/colloquy']
  expect(explained([{ name: 'store', values, source: 'COLLOQUY_STORE' }])).toContain(
    'store postgres://colloquy:…@db:5432/colloquy COLLOQUY_STORE',
  )
})

test('shows the file in which things are kept where none was named', () => {
  expect(explained([{ name: 'store', values: [], source: 'default' }])).toContain(
    '\nstore /home/ann/server.db default\n',
  )
})

test('shows each value of a list, and where it comes from, on a line of its own', () => {
  const values = ['http://one/v1', 'http://two/v1']
  expect(explained([{ name: 'upstream', values, source: 'colloquy.toml' }])).toContain(
    '\nupstream http://one/v1 colloquy.toml\n http://two/v1 colloquy.toml\n',
  )
})

test('of keys says how many come from where, and who may ask without one', () => {
  const keys = {
    values: ['sk-1', 'sk-2', 'sk-3'],
    sources: [
      { count: 1, source: 'COLLOQUY_API_KEY' },
      { count: 2, source: '/etc/keys' },
    ],
    shellWord: undefined,
  }
  const text = explained([], { keys, storeHasKeys: true })
  expect(text).toContain('\n(keys) one COLLOQUY_API_KEY\n 2 /etc/keys\n those of "colloquy keys" store\n')
  expect(text).not.toContain('sk-')
  expect(explained([])).toContain('\n(keys) none: this machine alone may ask default\n')
  const address = { host: '0.0.0.0', port: 8080 }
  expect(explained([], { address })).toContain('\n(keys) none: anybody who reaches it may ask default\n')
})
