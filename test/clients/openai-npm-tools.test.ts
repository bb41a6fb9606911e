import { createHandler, openStore, type HandlerOptions } from '@colloquy/server'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import { clientFetch } from './client-fetch.ts'
import { city, greeting, worldlyBackend } from './worldly-backend.ts'

const hello = { model: 'worldly', messages: [{ role: 'user' as const, content: 'Hi' }] }
const weather = {
  type: 'function' as const,
  function: {
    name: 'weather',
    description: 'The weather of a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    parse: (text: string): unknown => JSON.parse(text),
    function: (input: unknown) => `sun in ${cityOf(input)}`,
  },
}

describe('the openai package’s own helpers', () => {
  test('runs tools until there is an answer, streamed or not', async () => {
    const { completions } = client().chat
    const runner = completions.runTools({ ...hello, tools: [weather] })
    expect(await runner.finalContent()).toBe('It says: sun in Wien')
    const streamed = completions.runTools({ ...hello, tools: [weather], stream: true })
    expect(await streamed.finalContent()).toBe('It says: sun in Wien')
  })

  test('parses what is held to a schema', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' }, people: { type: 'integer' } } }
    const { choices } = await client().chat.completions.parse({
      ...hello,
      response_format: { type: 'json_schema', json_schema: { name: 'city', schema } },
    })
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual(city)
  })
})

describe('the openai package’s stored completions', () => {
  test('are listed page after page, read, changed and deleted', async () => {
    const store = await openStore('memory')
    const { completions } = client({ store }).chat
    const made: string[] = []
    for (const team of ['red', 'blue', 'red', 'red']) {
      made.push((await completions.create({ ...hello, store: true, metadata: { team } })).id)
    }
    const found: string[] = []
    for await (const each of completions.list({ metadata: { team: 'red' }, limit: 2, order: 'desc' }))
      found.push(each.id)
    expect(found).toEqual([made[3], made[2], made[0]])
    const [first = ''] = made
    expect((await completions.retrieve(first)).choices[0]?.message.content).toBe(greeting)
    const messages = await completions.messages.list(first)
    expect(messages.data).toMatchObject([{ role: 'user', content: 'Hi' }])
    const updated = await completions.update(first, { metadata: { team: 'green' } })
    expect(updated).toMatchObject({ id: first, metadata: { team: 'green' } })
    expect(await completions.delete(first)).toEqual({ object: 'chat.completion.deleted', id: first, deleted: true })
    await expect(completions.retrieve(first)).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  test('are deleted while they are listed, and none is passed over', async () => {
    const store = await openStore('memory')
    const { completions } = client({ store }).chat
    for (let count = 0; count < 5; count++) await completions.create({ ...hello, store: true })
    let deleted = 0
    for await (const { id } of completions.list({ limit: 2 })) {
      await completions.delete(id)
      deleted++
    }
    expect(deleted).toBe(5)
    expect((await completions.list()).data).toEqual([])
  })
})

function cityOf(input: unknown): string {
  return typeof input === 'object' && input !== null && 'city' in input
    ? String(input.city)
    : expect.unreachable('no city')
}

function client(options: HandlerOptions = {}): OpenAI {
  const handler = createHandler(worldlyBackend(), { onError: () => undefined, ...options })
  return new OpenAI({ apiKey: 'none', baseURL: 'http://localhost/v1', maxRetries: 0, fetch: clientFetch(handler) })
}
