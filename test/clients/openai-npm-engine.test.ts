import { createEngine, type Engine } from '@colloquy/engine'
import { createHandler } from '@colloquy/server'
import OpenAI, { BadRequestError } from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { scriptedModel } from '../support/scripted-model.ts'

const call =
  '<think>\nIt asks for the weather.\n</think>\n\n<tool_call>\n{"name": "weather", "arguments": {"city": "Oslo"}}\n</tool_call>'

const place = {
  type: 'object' as const,
  properties: { city: { type: 'string', enum: ['Oslo', 'Rome'] } },
  required: ['city'],
  additionalProperties: false,
}

const weather: OpenAI.ChatCompletionFunctionTool = {
  type: 'function',
  function: { name: 'weather', description: 'Tells the weather.', parameters: { ...place }, strict: true },
}

let engine: Engine
let client: OpenAI
let model: string

beforeAll(async () => {
  const path = await scriptedModel({
    says: call,
    cues: { sunshine: 'The sun shines in Oslo.' },
    userTokens: ['<think>', '</think>'],
  })
  engine = await createEngine({ model: path, threads: 1, gpu: 'none', parallel: 2 })
  model = engine.info.model
  const handler = createHandler(engine)
  client = new OpenAI({
    apiKey: 'none',
    baseURL: 'http://localhost/v1',
    maxRetries: 0,
    fetch: (url, init) => handler.fetch(new Request(url, init)),
  })
})

afterAll(() => engine.close())

describe('the openai package, over a server, over the engine', () => {
  const messages = [{ role: 'user' as const, content: 'How is the weather in Oslo?' }]

  test('runs a tool and answers with its result', async () => {
    const asked: unknown[] = []
    const runner = client.chat.completions.runTools({
      model,
      messages,
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            description: 'Tells the weather.',
            parameters: { ...place },
            parse: JSON.parse,
            function: (args: unknown) => {
              asked.push(args)
              return 'sunshine'
            },
          },
        },
      ],
    })
    expect(await runner.finalContent()).toBe('The sun shines in Oslo.')
    expect(asked).toEqual([{ city: 'Oslo' }])
  })

  test('runs a tool while it streams', async () => {
    const runner = client.chat.completions.runTools({
      model,
      messages,
      stream: true,
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            description: 'Tells the weather.',
            parameters: { ...place },
            parse: JSON.parse,
            function: () => 'sunshine',
          },
        },
      ],
    })
    expect(await runner.finalContent()).toBe('The sun shines in Oslo.')
  })

  test('assembles the call of a stream, with its arguments parsed', async () => {
    const pieces: string[] = []
    const stream = client.chat.completions.stream({ model, messages, tools: [weather] })
    stream.on('tool_calls.function.arguments.delta', ({ arguments_delta: piece }) => pieces.push(piece))
    const { choices } = await stream.finalChatCompletion()
    expect(choices[0]?.finish_reason).toBe('tool_calls')
    expect(choices[0]?.message.tool_calls).toMatchObject([{ function: { parsed_arguments: { city: 'Oslo' } } }])
    expect(JSON.parse(pieces.join(''))).toEqual({ city: 'Oslo' })
  })

  test('parses calls, and an answer in a form', async () => {
    const called = await client.chat.completions.parse({ model, messages, tools: [weather] })
    expect(called.choices[0]?.message.tool_calls?.[0]?.function.parsed_arguments).toEqual({ city: 'Oslo' })
    const formed = await client.chat.completions.parse({
      model,
      messages,
      reasoning_effort: 'none',
      response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: { ...place } } },
    })
    expect(['Oslo', 'Rome']).toContain(JSON.parse(formed.choices[0]?.message.content ?? '').city)
  })

  test('counts the tokens of reasoning', async () => {
    const { usage } = await client.chat.completions.create({ model, messages, tools: [weather] })
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(3)
  })

  test('is told by name of a schema that cannot be enforced', async () => {
    const parameters = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)b\\1$' } } }
    const tools = [weather, { type: 'function' as const, function: { name: 'f', parameters } }]
    const error: unknown = await client.chat.completions
      .create({ model, messages, tools })
      .catch((each: unknown) => each)
    expect(error).toBeInstanceOf(BadRequestError)
    expect(error).toMatchObject({ code: 'unsupported_value', param: 'tools[1].function.parameters' })
  })
})
