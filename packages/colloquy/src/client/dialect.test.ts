import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatCompletionRequest, type Dialect } from '../index.ts'
import { events, json, scriptedFetch } from './__fixtures__/scripted-fetch.ts'

const answer = { choices: [{ message: { content: 'a' } }] }
const base = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } satisfies ChatCompletionRequest

/** What a server of this dialect is sent for a request. */
async function sent(dialect: Dialect | undefined, request: ChatCompletionRequest): Promise<unknown> {
  const fetch = scriptedFetch(
    request.stream
      ? events(['data: {"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n'])
      : json(answer),
  )
  await new Colloquy({ baseURL: 'https://api.test', fetch, dialect }).chat.createChatCompletion(request)
  return fetch.calls[0]?.json()
}

describe('a dialect', () => {
  test('that is not named changes nothing', async () => {
    const request = { ...base, max_tokens: 5, stream: true, stream_options: { include_usage: true } }
    expect(await sent(undefined, request)).toEqual(request)
    expect(await sent({}, request)).toEqual(request)
  })

  test.each([
    ['max_tokens', { max_completion_tokens: 5 }, { max_tokens: 5 }],
    ['max_tokens', { max_tokens: 5 }, { max_tokens: 5 }],
    ['max_completion_tokens', { max_tokens: 5 }, { max_completion_tokens: 5 }],
    ['max_completion_tokens', {}, {}],
  ] as const)('with %s renames the limit in %j', async (tokenLimit, given, wanted) => {
    expect(await sent({ tokenLimit }, { ...base, ...given })).toEqual({ ...base, ...wanted })
  })

  test('refuses two limits where the server knows one', async () => {
    const request = { ...base, max_tokens: 5, max_completion_tokens: 6 }
    await expect(sent({ tokenLimit: 'max_tokens' }, request)).rejects.toMatchObject({
      name: 'InvalidRequestError',
      param: 'max_tokens',
    })
  })

  test('gives instructions under the role the server knows', async () => {
    const messages: ChatCompletionRequest['messages'] = [{ role: 'developer', content: 'Be brief.' }, ...base.messages]
    expect(await sent({ instructions: 'system' }, { ...base, messages })).toEqual({
      ...base,
      messages: [{ role: 'system', content: 'Be brief.' }, ...base.messages],
    })
    expect(messages[0]?.role).toBe('developer')
  })

  test('leaves out stream options that the server refuses', async () => {
    const request = { ...base, stream: true, stream_options: { include_usage: true } }
    expect(await sent({ streamOptions: false }, request)).toEqual({ ...base, stream: true })
  })
})
