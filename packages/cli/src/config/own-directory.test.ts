import { expect, test } from 'vitest'
import { ownDirectory } from './own-directory.ts'

const windows = { USERPROFILE: String.raw`C:\Users\ann`, HOME: '/c/Users/ann' }

test.each([
  ['settings', 'linux', { HOME: '/home/ann' }, '/home/ann/.config/colloquy'],
  ['data', 'linux', { HOME: '/home/ann' }, '/home/ann/.local/share/colloquy'],
  ['data', 'linux', { HOME: '/home/ann', XDG_DATA_HOME: '/data' }, '/data/colloquy'],
  ['settings', 'darwin', { HOME: '/Users/ann' }, '/Users/ann/Library/Application Support/colloquy'],
  ['settings', 'win32', windows, String.raw`C:\Users\ann\AppData\Roaming\colloquy`],
  ['data', 'win32', windows, String.raw`C:\Users\ann\AppData\Local\colloquy`],
  ['data', 'win32', { ...windows, LOCALAPPDATA: String.raw`D:\local` }, String.raw`D:\local\colloquy`],
] as const)('%s on %s with %j is kept in %s', (kind, system, env, directory) => {
  expect(ownDirectory(kind, env, system)).toBe(directory)
})
