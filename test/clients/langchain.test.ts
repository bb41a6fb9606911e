import { createHandler } from '@colloquy/server'
import { type AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { describe, expect, test } from 'vitest'
import { clientFetch } from './client-fetch.ts'
import { city, greeting, worldlyBackend } from './worldly-backend.ts'

const citySchema = {
  title: 'city',
  type: 'object',
  properties: { name: { type: 'string' }, people: { type: 'integer' } },
  required: ['name', 'people'],
  additionalProperties: false,
} as const

describe('LangChain’s ChatOpenAI', () => {
  test('is answered, and knows what it cost', async () => {
    const message = await model().invoke('Hi')
    expect(message.content).toBe(greeting)
    expect(message.usage_metadata).toMatchObject({ input_tokens: 3, output_tokens: 2, total_tokens: 5 })
    expect(message.response_metadata).toMatchObject({ finish_reason: 'stop', model_name: 'worldly' })
  })

  test('streams', async () => {
    const pieces: string[] = []
    for await (const chunk of await model().stream('Hi')) pieces.push(chunk.text)
    expect(pieces.filter((piece) => piece !== '').length).toBeGreaterThan(1)
    expect(pieces.join('')).toBe(greeting)
  })

  test('calls a tool, streamed too, and goes on with what it said', async () => {
    const weather = tool(async () => 'sun in Wien', {
      name: 'weather',
      description: 'The weather of a city.',
      schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    })
    const bound = model().bindTools([weather])
    const asked = new HumanMessage('Weather?')
    const called = await bound.invoke([asked])
    expect(called.tool_calls).toMatchObject([{ id: 'call_1', name: 'weather', args: { city: 'Wien' } }])
    let streamed: AIMessageChunk | undefined
    for await (const chunk of await bound.stream([asked])) streamed = streamed?.concat(chunk) ?? chunk
    expect(streamed?.tool_calls).toMatchObject([{ name: 'weather', args: { city: 'Wien' } }])
    const said = new ToolMessage({ tool_call_id: 'call_1', content: 'sun in Wien' })
    expect((await bound.invoke([asked, called, said])).content).toBe('It says: sun in Wien')
  })

  test('gets an object that fits its schema', async () => {
    const structured = model().withStructuredOutput(citySchema, { name: 'city', method: 'jsonSchema', strict: true })
    expect(await structured.invoke('Vienna?')).toEqual(city)
  })

  test('raises the server’s words', async () => {
    await expect(model('nobody').invoke('Hi')).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('There is no model `nobody`.'),
    })
  })
})

function model(name = 'worldly'): ChatOpenAI {
  const handler = createHandler(worldlyBackend(), { onError: () => undefined })
  return new ChatOpenAI({
    model: name,
    apiKey: 'none',
    maxRetries: 0,
    configuration: { baseURL: 'http://localhost/v1', fetch: clientFetch(handler) },
  })
}
