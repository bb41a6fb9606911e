import { InvalidRequestError, ServerError } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'
import { expect, test } from 'vitest'
import { errorBody, errorResponse } from './error-response.ts'

const messages = [{ role: 'user', content: 'Hi' }]

test.each([
  [{ messages }, null],
  [{ model: 'm', messages, tool_choice: 'auto' }, 'tool_choice'],
  [{ model: 'm', messages, parallel_tool_calls: false }, 'parallel_tool_calls'],
  [{ model: 'm', messages, stream_options: { include_usage: true } }, 'stream_options'],
  [{ model: 'm', messages, metadata: { a: 'b' } }, 'metadata'],
])('as OpenAI, gives no code for %j, and the field %j', (request, param) => {
  expect(bodyOf(request)).toMatchObject({ type: 'invalid_request_error', param, code: null })
})

test('names the code of what contradicts another field, and of other fields that are missing', () => {
  const both = { model: 'm', messages, max_tokens: 1, max_completion_tokens: 1 }
  expect(bodyOf(both)).toMatchObject({ param: 'max_tokens', code: 'invalid_parameter_combination' })
  expect(bodyOf({ model: 'm' })).toMatchObject({ param: 'messages', code: 'missing_required_parameter' })
})

test('leaves an upstream’s refusal without a code without one, and with its own where it has one', () => {
  const refused = (code: string | null) => {
    const body = JSON.stringify({ error: { message: 'No.', type: 'invalid_request_error', param: 'n', code } })
    return errorBody(new InvalidRequestError('No.', { param: 'n', status: 400, code: code ?? undefined, body })).error
      .code
  }
  expect([refused(null), refused('invalid_value'), refused('their_own')]).toEqual([null, 'invalid_value', 'their_own'])
})

test('tells whole seconds to wait, and asks for a key where one is missing', () => {
  const busy = errorResponse(new ServerError('Busy.', { code: 'overloaded', retryAfter: 1.2 }))
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2'])
  const wrong = errorResponse(new InvalidRequestError('No key.', { status: 401 }))
  expect(wrong.headers.get('www-authenticate')).toBe('Bearer')
})

function bodyOf(request: unknown): unknown {
  try {
    return validateChatCompletionRequest(request)
  } catch (error) {
    return errorBody(error).error
  }
}
