import { expect, test } from 'vitest'
import { refuseHalfCharacters } from './refuse-half-characters.ts'

const check = (text: string): void => refuseHalfCharacters(text, JSON.parse(text))

test.each([
  [String.raw`{"messages":[{"content":"a"},{"content":"\ud800 b"}]}`, 'messages[1].content'],
  [String.raw`{"stop":["\uDE00"]}`, 'stop[0]'],
  [String.raw`{"user":"\ud83d\ud83d\ude00"}`, 'user'],
  [String.raw`{"metadata":{"\udfff":"x"}}`, 'metadata'],
])('refuses %s by its path', (text, param) => {
  expect(() => check(text)).toThrow(expect.objectContaining({ status: 400, code: 'invalid_value', param }))
})

test('names no path where the name of a field is at fault', () => {
  expect(() => check(String.raw`{"\ud800":1}`)).toThrow('A name in the request body')
})

test.each([String.raw`{"a":"\ud83d\ude00"}`, String.raw`{"a":"\\ud800"}`, '{"a":"🙂"}', '"\\ue000"'])(
  'takes %s',
  (text) => expect(() => check(text)).not.toThrow(),
)
