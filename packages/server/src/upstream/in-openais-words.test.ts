import { InvalidRequestError, ServerError } from 'colloquy'
import { expect, test } from 'vitest'
import { inOpenAisWords } from './in-openais-words.ts'

const asOpenAI = { status: 400, type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' }

test.each([
  new InvalidRequestError(
    'request (60031 tokens) exceeds the available context size (2048 tokens), try increasing it',
    {
      type: 'exceed_context_size_error',
      status: 400,
    },
  ),
  new ServerError('the request exceeds the available context size. try increasing the context size', { status: 500 }),
  new InvalidRequestError("This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", {
    type: 'BadRequestError',
    status: 400,
  }),
  new InvalidRequestError('The prompt (total length 9000) is longer than the maximum model length of 8192.', {
    status: 400,
  }),
  new InvalidRequestError("The input (9000 tokens) is longer than the model's context length (8192 tokens).", {
    status: 400,
  }),
])('a prompt that is too long has the code that clients act on, in the server’s words: %s', (refusal) => {
  expect(inOpenAisWords(refusal)).toMatchObject({ ...asOpenAI, message: refusal.message, cause: refusal })
})

test('another refusal stays as it is', () => {
  const refusal = new InvalidRequestError('`context` is no field of a message.', { status: 400, param: 'messages[0]' })
  expect(inOpenAisWords(refusal)).toBe(refusal)
})
