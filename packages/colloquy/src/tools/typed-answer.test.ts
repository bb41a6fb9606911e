import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Colloquy, type ChatCompletion, type ChatCompletionRequest } from '../index.ts'
import { scriptedBackend } from '../testing/index.ts'
import { answer, call, calling, saying } from './__fixtures__/answers.ts'
import { defineTool } from './define-tool.ts'
import type { StandardSchema } from './index.ts'

const asked = { model: 'm', messages: [{ role: 'user' as const, content: 'Where?' }] }
const zodCity = z.object({ city: z.string(), days: z.number().int().optional() })
const valibotCity = toStandardJsonSchema(
  v.object({ city: v.string(), days: v.optional(v.pipe(v.number(), v.integer())) }),
)
const arkCity = type({ city: 'string', 'days?': 'number.integer' })

function model(...answers: ChatCompletion[]) {
  const backend = scriptedBackend(answers)
  const { chat } = new Colloquy({ backend })
  return { chat, sent: (): ChatCompletionRequest | undefined => backend.requests[0] }
}

describe.each<[string, StandardSchema]>([
  ['Zod', zodCity],
  ['Valibot', valibotCity],
  ['ArkType', arkCity],
])('a schema of %s', (_, schema) => {
  test('as the format goes out as strict JSON Schema and types the content', async () => {
    const { chat, sent } = model(saying('{"city": "Wien", "days": null}'))
    const completion = await chat.createChatCompletion({ ...asked, response_format: schema })
    expect(completion.choices[0]?.message.parsed).toEqual({ city: 'Wien' })
    expect(sent()?.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: expect.objectContaining({ required: ['city', 'days'] }) },
    })
    expect(JSON.stringify(sent())).not.toContain('$schema')
  })

  test('as parameters of a tool goes out strict and types the arguments', async () => {
    const { chat, sent } = model(calling(call('1', 'forecast', { city: 'Wien', days: 3 })))
    const tools = [{ type: 'function' as const, function: { name: 'forecast', parameters: schema } }]
    const completion = await chat.createChatCompletion({ ...asked, tools })
    expect(completion.choices[0]?.message.tool_calls?.[0]).toHaveProperty('function.parsed_arguments', {
      city: 'Wien',
      days: 3,
    })
    expect(sent()?.tools?.[0]).toMatchObject({
      function: { name: 'forecast', strict: true, parameters: { additionalProperties: false } },
    })
  })

  test('refuses an answer that does not fit, and keeps the answer', async () => {
    const { chat } = model(saying('{"city": 7}'))
    await expect(chat.createChatCompletion({ ...asked, response_format: schema })).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('`city`'),
      partial: { choices: [{ message: { content: '{"city": 7}' } }] },
    })
  })
})

describe('an answer', () => {
  test('that was cut at its limit says so', async () => {
    const { chat } = model(answer({ content: '{"city": "Wi' }, 'length'))
    await expect(chat.createChatCompletion({ ...asked, response_format: zodCity })).rejects.toMatchObject({
      message: expect.stringContaining('raise `max_completion_tokens`'),
    })
  })

  test('that is a refusal has nothing parsed', async () => {
    const { chat } = model(answer({ refusal: 'I would rather not.' }, 'stop'))
    const { choices } = await chat.createChatCompletion({ ...asked, response_format: zodCity })
    expect(choices[0]?.message).toMatchObject({ refusal: 'I would rather not.', content: null })
    expect(choices[0]?.message.parsed).toBeNull()
  })

  test('goes back to the server as it came', async () => {
    const { chat } = model(calling(call('1', 'forecast', { city: 'Wien' })), saying('{"city": "Wien"}'))
    const tools = [{ type: 'function' as const, function: { name: 'forecast', parameters: zodCity } }]
    const { choices } = await chat.createChatCompletion({ ...asked, tools, response_format: zodCity })
    expect(choices[0]?.message.tool_calls?.[0]?.type === 'function').toBe(true)
    expect(JSON.stringify(choices[0]?.message)).toBe(
      JSON.stringify(calling(call('1', 'forecast', { city: 'Wien' })).choices[0]?.message),
    )
  })

  test('is validated in each of its choices', async () => {
    const two = saying('{"city": "Wien"}')
    const [first] = two.choices
    if (first) two.choices.push({ ...first, index: 1, message: { ...first.message, content: '{"city": "Graz"}' } })
    const { choices } = await model(two).chat.createChatCompletion({ ...asked, n: 2, response_format: zodCity })
    expect(choices.map(({ message }) => message.parsed)).toEqual([{ city: 'Wien' }, { city: 'Graz' }])
  })

  test('of a schema with a transformation is what the schema makes of it', async () => {
    const response_format = z.object({ at: z.string().transform((text) => text.length) })
    const { choices } = await model(saying('{"at": "four"}')).chat.createChatCompletion({ ...asked, response_format })
    expect(choices[0]?.message.parsed).toEqual({ at: 4 })
  })

  test('may be validated by a schema that takes its time', async () => {
    const response_format = z.object({ city: z.string().refine(async (city) => city !== 'Atlantis', 'sunk') })
    const { chat } = model(saying('{"city": "Atlantis"}'))
    await expect(chat.createChatCompletion({ ...asked, response_format })).rejects.toMatchObject({
      message: expect.stringContaining('sunk'),
    })
  })

  test('streamed, is parsed at its end', async () => {
    const { chat } = model(saying('{"city": "Wien"}'))
    const stream = await chat.createChatCompletion({ ...asked, stream: true, response_format: zodCity })
    expect((await stream.completion()).choices[0]?.message.parsed).toEqual({ city: 'Wien' })
  })
})

describe('a request', () => {
  test('without Standard Schemas goes as it is, and so does its answer', async () => {
    const { chat, sent } = model(saying('{"city": "Wien"}'))
    const schema = { type: 'object', properties: { city: { type: 'string' } } }
    const request = {
      ...asked,
      response_format: { type: 'json_schema' as const, json_schema: { name: 'place', schema } },
    }
    const { choices } = await chat.createChatCompletion(request)
    expect(sent()).toEqual(request)
    expect(choices[0]?.message).not.toHaveProperty('parsed')
  })

  test('may name the format, describe it, and not be strict', async () => {
    const { chat, sent } = model(saying('{"city": "Wien"}'))
    const json_schema = { name: 'place', description: 'Where.', strict: false, schema: zodCity }
    await chat.createChatCompletion({ ...asked, response_format: { type: 'json_schema', json_schema } })
    expect(sent()?.response_format).toMatchObject({
      json_schema: { name: 'place', description: 'Where.', strict: false },
    })
  })

  test('is not strict where the schema has no strict form', async () => {
    const { chat, sent } = model(saying('{"Wien": 3}'))
    const response_format = z.record(z.string(), z.number())
    const { choices } = await chat.createChatCompletion({ ...asked, response_format })
    expect(sent()?.response_format).toMatchObject({ json_schema: { strict: false } })
    expect(choices[0]?.message.parsed).toEqual({ Wien: 3 })
  })

  test('whose schema cannot be written as JSON Schema is refused, with what to do', async () => {
    const { chat } = model(saying('x'))
    const response_format = v.object({ city: v.string() })
    // @ts-expect-error the compiler refuses it as well
    await expect(chat.createChatCompletion({ ...asked, response_format })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      param: 'response_format',
      message: expect.stringContaining('toStandardJsonSchema'),
    })
  })

  test('whose schema has a part that JSON Schema cannot say is refused, with its place and the reason', async () => {
    const { chat, sent } = model(saying('x'))
    const parameters = z.object({ day: z.date() })
    const tools = [defineTool({ name: 'weather', parameters, run: () => 'clear' })]
    await expect(chat.createChatCompletion({ ...asked, tools })).rejects.toMatchObject({
      name: 'InvalidRequestError',
      param: 'tools[0]',
      message: expect.stringMatching(/^`tools\[0\]`: this schema of zod .*Date/),
    })
    expect(sent()).toBeUndefined()
  })
})

test.each([false, true])(
  'a schema that throws is the cause of an error that has the answer, with stream: %s',
  async (stream) => {
    const cause = new RangeError('no such city')
    const throwing = z.object({ city: z.string() }).transform(() => {
      throw cause
    })
    const { chat } = model(saying('{"city": "Wien"}'))
    const asking = chat.createChatCompletion({ ...asked, stream, response_format: throwing })
    const answered = asking.then((given) => ('completion' in given ? given.completion() : given))
    await expect(answered).rejects.toMatchObject({
      code: 'callback_failed',
      cause,
      partial: { choices: [{ message: { content: '{"city": "Wien"}' } }] },
    })
  },
)

test('what only some servers know of a tool goes out with it', async () => {
  const { chat, sent } = model(saying('Hello'))
  const cached = {
    type: 'function' as const,
    cache_control: { type: 'ephemeral' },
    function: { name: 'f', parameters: zodCity },
  }
  const { timeout: _, ...plain } = defineTool({ name: 'g', parameters: zodCity, run: () => 'x', timeout: 5 })
  await chat.createChatCompletion({ ...asked, tools: [cached, plain] })
  expect(sent()?.tools?.map((tool) => Object.keys(tool))).toEqual([
    ['type', 'cache_control', 'function'],
    ['type', 'function'],
  ])
})
