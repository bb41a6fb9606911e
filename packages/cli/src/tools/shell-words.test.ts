import { expect, test } from 'vitest'
import { shellWords } from './shell-words.ts'

test.each([
  [String.raw`npx -y 'a b' "c \" d" e\ f`, ['npx', '-y', 'a b', 'c " d', 'e f']],
  [String.raw`a 'b\c' "d\e" '' `, ['a', String.raw`b\c`, String.raw`d\e`, '']],
  ['', []],
])('%j is split as a shell would', (line, words) => {
  expect(shellWords(line, 'linux')).toEqual(words)
})

test.each([
  [
    String.raw`C:\tools\server.exe --dir C:\Users\ann`,
    [String.raw`C:\tools\server.exe`, '--dir', String.raw`C:\Users\ann`],
  ],
  [String.raw`"C:\Program Files\x.exe" -j {\"a\":1}`, [String.raw`C:\Program Files\x.exe`, '-j', '{"a":1}']],
])('on Windows the backslashes of %j are those of paths', (line, words) => {
  expect(shellWords(line, 'win32')).toEqual(words)
})
