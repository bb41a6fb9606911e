import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { typedPath } from './typed-path.ts'

test.each([
  ['notes.txt', 'notes.txt', 'linux'],
  ['my notes.txt', 'my notes.txt', 'linux'],
  ['"my notes.txt"', 'my notes.txt', 'linux'],
  ["'my notes.txt'", 'my notes.txt', 'linux'],
  [String.raw`my\ notes.txt`, 'my notes.txt', 'linux'],
  ['~/notes.txt', join(homedir(), 'notes.txt'), 'linux'],
  ['~', homedir(), 'linux'],
  [String.raw`C:\Users\ann\notes.txt`, String.raw`C:\Users\ann\notes.txt`, 'win32'],
  [String.raw`"C:\my files\notes.txt"`, String.raw`C:\my files\notes.txt`, 'win32'],
] as const)('%s is %s', (written, path, system) => {
  expect(typedPath(written, system)).toBe(path)
})

test('a file that is called so is meant as it is written', () => {
  const path = temporaryPath(String.raw`odd\ "name".txt`)
  writeFileSync(path, '')
  expect(typedPath(path, 'linux')).toBe(path)
})
