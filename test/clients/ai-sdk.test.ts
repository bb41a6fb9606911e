import { createHandler } from '@colloquy/server'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { APICallError, generateText, jsonSchema, Output, stepCountIs, streamText, tool } from 'ai'
import { describe, expect, test } from 'vitest'
import { clientFetch } from './client-fetch.ts'
import { city, greeting, worldlyBackend } from './worldly-backend.ts'

const weather = tool({
  description: 'The weather of a city.',
  inputSchema: jsonSchema<{ city: string }>({
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  }),
  execute: async (input) => `sun in ${input.city}`,
})

describe('the ai package with @ai-sdk/openai-compatible', () => {
  test('generates a text and knows what it cost', async () => {
    const { text, finishReason, usage } = await generateText({ model: model(), prompt: 'Hi' })
    expect({ text, finishReason }).toEqual({ text: greeting, finishReason: 'stop' })
    expect(usage).toMatchObject({ inputTokens: 3, outputTokens: 2, totalTokens: 5 })
  })

  test('streams a text, with its usage at the end', async () => {
    const result = streamText({ model: model(), prompt: 'Hi' })
    const pieces: string[] = []
    for await (const piece of result.textStream) pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.join('')).toBe(greeting)
    expect(await result.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  })

  test.each(['generated', 'streamed'])('calls a tool and goes on with what it said, %s', async (how) => {
    const options = { model: model(), prompt: 'Weather?', tools: { weather }, stopWhen: stepCountIs(3) }
    const text = how === 'streamed' ? await streamText(options).text : (await generateText(options)).text
    expect(text).toBe('It says: sun in Wien')
  })

  test('gets an object that fits its schema', async () => {
    const schema = jsonSchema<typeof city>({
      type: 'object',
      properties: { name: { type: 'string' }, people: { type: 'integer' } },
      required: ['name', 'people'],
      additionalProperties: false,
    })
    const { output } = await generateText({ model: model(), prompt: 'Vienna?', output: Output.object({ schema }) })
    expect(output).toEqual(city)
  })

  test('raises its own error with the server’s words and status', async () => {
    const asked = generateText({ model: model('nobody'), prompt: 'Hi', maxRetries: 0 })
    const error = await asked.then(
      () => expect.unreachable('it was answered'),
      (thrown: unknown) => thrown,
    )
    expect(APICallError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ statusCode: 404, message: 'There is no model `nobody`.' })
  })
})

function model(name = 'worldly') {
  const provider = createOpenAICompatible({
    name: 'colloquy',
    baseURL: 'http://localhost/v1',
    fetch: clientFetch(createHandler(worldlyBackend(), { onError: () => undefined })),
    includeUsage: true,
    supportsStructuredOutputs: true,
  })
  return provider(name)
}
