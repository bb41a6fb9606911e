import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { events, json, scriptedFetch } from '../client/__fixtures__/scripted-fetch.ts'
import { InvalidResponseError, type HttpInit } from '../index.ts'
import { fetchFrom, scriptedBackend } from '../testing/index.ts'
import { ContentFilterFinishReasonError, LengthFinishReasonError, OpenAI, zodResponseFormat } from './index.ts'

const request = { model: 'm', messages: [] }
const answer = {
  id: 'c',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
}

describe('options in openai’s names', () => {
  test('what `fetch` is to be told besides goes with each request, and does not replace what the client says', async () => {
    const inits: HttpInit[] = []
    const fetch = async (_url: string, init: HttpInit) => {
      inits.push(init)
      return Response.json(answer)
    }
    const client = new OpenAI({
      baseURL: 'https://api.test',
      fetch,
      fetchOptions: { cache: 'no-store', method: 'PUT' },
    })
    await client.chat.completions.create(request)
    expect(inits).toMatchObject([{ cache: 'no-store', method: 'POST' }])
  })

  test('calls are told to the logger from `info` on', async () => {
    const told: string[] = []
    const note = (message: string) => void told.push(message)
    const logger = { info: note, error: note }
    for (const logLevel of ['warn', 'info'] as const) {
      const client = new OpenAI({
        baseURL: 'https://api.test',
        fetch: fetchFrom(scriptedBackend('Hi')),
        logger,
        logLevel,
      })
      await client.chat.completions.create(request)
    }
    expect(told).toEqual(['chat completion asked', 'chat completion answered'])
  })

  test('null is no key, and OpenAI’s own address', async () => {
    const fetch = scriptedFetch(json(answer))
    const client = new OpenAI({ apiKey: null, baseURL: null, fetch, defaultHeaders: [['x-team', 'boats']] })
    await client.chat.completions.create(request)
    expect(client.baseURL).toBe('https://api.openai.com/v1')
    expect(fetch.calls[0]?.url).toBe('https://api.openai.com/v1/chat/completions')
    const { headers } = fetch.calls[0] ?? {}
    expect([headers?.get('x-team'), headers?.get('authorization')]).toEqual(['boats', null])
  })
})

test.each([
  ['length', true, false],
  ['content_filter', false, true],
  ['stop', false, false],
])('an answer that ended by %s and does not fit is told apart', async (finish_reason, isLength, isFilter) => {
  const cut = { ...answer, choices: [{ index: 0, message: { role: 'assistant', content: '{' }, finish_reason }] }
  const client = new OpenAI({ baseURL: 'https://api.test', fetch: scriptedFetch(json(cut)) })
  const response_format = zodResponseFormat(z.object({ a: z.string() }), 'a')
  const error: unknown = await client.chat.completions.parse({ ...request, response_format }).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(InvalidResponseError)
  expect([error instanceof LengthFinishReasonError, error instanceof ContentFilterFinishReasonError]).toEqual([
    isLength,
    isFilter,
  ])
})

test('a failure that nobody hears of is an unhandled rejection', async () => {
  const unheard = new Promise((resolve) => {
    const before = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.once('unhandledRejection', resolve)
    onTestFinished(() => before.forEach((listener) => process.on('unhandledRejection', listener)))
  })
  const fetch = scriptedFetch(events(['data: {"error":{"message":"No."}}\n\n']))
  new OpenAI({ baseURL: 'https://api.test', fetch }).chat.completions.stream(request).on('content', () => {})
  expect(await unheard).toMatchObject({ message: 'No.' })
})
