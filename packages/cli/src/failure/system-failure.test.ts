import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { systemFailure } from './system-failure.ts'

function thrown(by: () => unknown): unknown {
  try {
    by()
    return undefined
  } catch (error) {
    return error
  }
}

test.each([
  ['a file that is not there', () => readFileSync('/nowhere/x'), 'There is no /nowhere/x.'],
  ['a file that is there already', () => writeFileSync(import.meta.filename, '', { flag: 'wx' }), 'is there already'],
  ['a directory in the place of a file', () => writeFileSync(tmpdir(), ''), 'is a directory; a file is needed'],
  ['a file in the place of a directory', () => readdirSync(import.meta.filename), 'where a directory is needed'],
  ['a directory in none', () => mkdirSync('/nowhere/at/all'), 'The directory /nowhere/at/all cannot be made.'],
])('tells %s in words, with what to do', (_, by, message) => {
  const failure = systemFailure(thrown(by))
  expect(failure?.message).toContain(message)
  expect(failure?.advice).toMatch(/\.$/u)
})

test('tells a full disk by what did not fit, of the database too', () => {
  const full = (code: string, path?: string) => systemFailure(Object.assign(new Error(code), { code, path }))
  expect(full('ENOSPC', '/data/x')?.message).toBe('There is no room left on the disk for /data/x.')
  expect(full('SQLITE_FULL')?.advice).toContain('--no-log')
})

test('says nothing of what no person could act on', () => {
  expect(systemFailure(Object.assign(new Error('x'), { code: 'EWHATEVER' }))).toBeUndefined()
  expect(systemFailure(new Error('x'))).toBeUndefined()
})
