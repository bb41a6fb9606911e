import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { ColloquyError, InvalidRequestError, isColloquyError, TimeoutError, toErrorBody } from '../index.ts'

test('shows its class, its code and its field when printed', () => {
  const error = new InvalidRequestError('`n` is 0; it must be 1 to 128.', {
    code: 'integer_below_min_value',
    param: 'n',
  })
  expect(String(error)).toBe('InvalidRequestError: `n` is 0; it must be 1 to 128.')
  expect(error.stack).toMatch(/^InvalidRequestError: `n` is 0/)
  expect(inspect(error)).toContain("code: 'integer_below_min_value'")
})

test('keeps the body and what was streamed, but shows neither when printed or serialised', () => {
  const partial = { id: 'c', object: 'chat.completion' as const, created: 0, model: 'private-model', choices: [] }
  const error = new TimeoutError('Slow.', { phase: 'idle', body: 'private body', partial, cause: new Error('why') })
  expect(error).toMatchObject({ phase: 'idle', partial, body: 'private body' })
  expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('private')
  expect(error.cause).toEqual(new Error('why'))
})

test('is recognised by its brand, whichever copy of the package made it', () => {
  const foreign = Object.defineProperty(new Error('other copy'), Symbol.for('colloquy.error'), { value: true })
  expect(isColloquyError(foreign)).toBe(true)
  expect(isColloquyError(new ColloquyError('own'))).toBe(true)
  expect([new Error('plain'), null, 'text', undefined].some(isColloquyError)).toBe(false)
})

test('is written as the body OpenAI’s clients expect, all four keys present', () => {
  expect(toErrorBody(new InvalidRequestError('Words.', { param: 'n' }))).toEqual({
    error: { message: 'Words.', type: 'invalid_request_error', param: 'n', code: 'invalid_value' },
  })
})

test('an error from elsewhere says nothing about the server’s insides', () => {
  const body = toErrorBody(new TypeError('cannot read /etc/secret'))
  expect(body.error).toMatchObject({ type: 'server_error', param: null, code: 'server_error' })
  expect(JSON.stringify(body)).not.toContain('secret')
})
