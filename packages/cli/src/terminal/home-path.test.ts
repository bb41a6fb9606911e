import { expect, test } from 'vitest'
import { homePath } from './home-path.ts'

test.each([
  ['/home/ann/x.db', { HOME: '/home/ann' }, '~/x.db'],
  ['/home/anna/x.db', { HOME: '/home/ann' }, '/home/anna/x.db'],
  ['/x.db', {}, '/x.db'],
  [String.raw`C:\Users\ann\AppData\x.db`, { USERPROFILE: String.raw`C:\Users\ann` }, String.raw`~\AppData\x.db`],
])('%s with %j is read as %s', (path, env, read) => {
  expect(homePath(path, env)).toBe(read)
})
