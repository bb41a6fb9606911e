import { ConnectionError, ModelError } from 'colloquy'
import { expect, test } from 'vitest'
import { describeFailure } from './failure.ts'

function caused(message: string, fields: Record<string, string>): Error {
  return Object.assign(new Error(message), fields)
}

test('tells who has to pull a model which one it is', () => {
  const error = new ModelError(
    'The model qwen3:8b is not on this machine, and the network is not to be used (offline).',
    {
      code: 'model_not_downloaded',
    },
  )
  expect(describeFailure(error).advice).toBe('Download it once without --offline: colloquy pull qwen3:8b.')
})

test('tells the reason beneath an error, the innermost one', () => {
  const cause = new TypeError('fetch failed', { cause: new Error('other side closed') })
  expect(describeFailure(new ConnectionError('It broke off.', { cause })).why).toBe('other side closed')
})

test.each([
  ['in its words', 'It broke off: other side closed.', new Error('other side closed')],
  [
    'by its code',
    'example.org: the host name cannot be resolved (ENOTFOUND).',
    caused('getaddrinfo ENOTFOUND example.org', { code: 'ENOTFOUND' }),
  ],
  [
    'by the file that is missing',
    'There is no file /a/b.gguf.',
    caused("ENOENT: no such file or directory, open '/a/b.gguf'", { code: 'ENOENT', path: '/a/b.gguf' }),
  ],
])('tells no reason that the message gave already, %s', (_, message, cause) => {
  expect(describeFailure(new ModelError(message, { cause })).why).toBeUndefined()
})
