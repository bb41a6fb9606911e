import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { Colloquy, type ChatCompletion } from '../index.ts'
import { defineTool, runTools, type FromJsonSchema } from './index.ts'

const { chat } = new Colloquy({ baseURL: 'https://api.test' })
const base = { model: 'm', messages: [] }
const place = z.object({ city: z.string(), days: z.number().optional() })
interface Place {
  city: string
  days?: number | undefined
}

test('a Standard Schema types the content, whichever library it is of', async () => {
  const byZod = await chat.createChatCompletion({ ...base, response_format: place })
  expectTypeOf(byZod.choices[0]?.message.parsed).toEqualTypeOf<Place | null | undefined>()
  const valibotPlace = toStandardJsonSchema(v.object({ city: v.string() }))
  const byValibot = await chat.createChatCompletion({ ...base, response_format: valibotPlace })
  expectTypeOf(byValibot.choices[0]?.message.parsed).toEqualTypeOf<{ city: string } | null | undefined>()
  const byArkType = await chat.createChatCompletion({ ...base, response_format: type({ city: 'string' }) })
  expectTypeOf(byArkType.choices[0]?.message.parsed).toEqualTypeOf<{ city: string } | null | undefined>()
})

test('a Standard Schema in the published form does, too', async () => {
  const completion = await chat.createChatCompletion({
    ...base,
    response_format: { type: 'json_schema', json_schema: { name: 'place', schema: place } },
  })
  expectTypeOf(completion.choices[0]?.message.parsed).toEqualTypeOf<Place | null | undefined>()
})

test('an answer without schemas is as on the wire: nothing is parsed', async () => {
  const completion = await chat.createChatCompletion({ model: 'm', messages: [] })
  expectTypeOf(completion).toEqualTypeOf<ChatCompletion>()
  // @ts-expect-error there is no `parsed`
  void completion.choices[0]?.message.parsed
})

test('calls are told apart by name, each with the arguments of its tool', async () => {
  const completion = await chat.createChatCompletion({
    ...base,
    tools: [
      { type: 'function', function: { name: 'forecast', parameters: place } },
      { type: 'function', function: { name: 'time', parameters: z.object({ zone: z.string() }) } },
    ],
  })
  for (const call of completion.choices[0]?.message.tool_calls ?? []) {
    expectTypeOf(call.function.name).toEqualTypeOf<'forecast' | 'time'>()
    if (call.function.name === 'forecast') expectTypeOf(call.function.parsed_arguments).toEqualTypeOf<Place>()
    if (call.function.name === 'time') expectTypeOf(call.function.parsed_arguments).toEqualTypeOf<{ zone: string }>()
  }
})

test('tools of `defineTool` keep their names outside of the call', async () => {
  const forecast = defineTool({ name: 'forecast', parameters: place, run: ({ city }) => city })
  const tools = [forecast]
  const completion = await chat.createChatCompletion({ ...base, tools })
  const call = completion.choices[0]?.message.tool_calls?.[0]
  expectTypeOf(call?.function.name).toEqualTypeOf<'forecast' | undefined>()
  expectTypeOf(call?.function.parsed_arguments).toEqualTypeOf<Place | undefined>()
})

test('a plain JSON Schema types the arguments of a tool, without `as const`', () => {
  defineTool({
    name: 'forecast',
    parameters: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        days: { type: 'integer' },
        unit: { enum: ['celsius', 'fahrenheit'] },
        spots: {
          type: 'array',
          items: { type: 'object', properties: { x: { type: ['number', 'null'] } }, required: ['x'] },
        },
      },
      required: ['city', 'unit'],
    },
    run(args) {
      expectTypeOf(args).toEqualTypeOf<{
        city: string
        unit: 'celsius' | 'fahrenheit'
        days?: number
        spots?: { x: number | null }[]
      }>()
    },
  })
})

test('`parse` types by plain JSON Schemas, without `as const`', async () => {
  const completion = await chat.completions.parse({
    model: 'm',
    messages: [],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'place',
        schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    },
    tools: [
      {
        type: 'function',
        function: {
          name: 'time',
          parameters: { type: 'object', properties: { zone: { const: 'UTC' } }, required: ['zone'] },
        },
      },
    ],
  })
  const message = completion.choices[0]?.message
  expectTypeOf(message?.parsed).toEqualTypeOf<{ city: string } | null | undefined>()
  expectTypeOf(message?.tool_calls?.[0]?.function.parsed_arguments).toEqualTypeOf<{ zone: 'UTC' } | undefined>()
})

test('a streamed answer is typed at its end', async () => {
  const stream = await chat.createChatCompletion({ ...base, stream: true, response_format: place })
  expectTypeOf((await stream.completion()).choices[0]?.message.parsed).toEqualTypeOf<Place | null | undefined>()
  const helper = chat.completions.stream({ ...base, response_format: place })
  expectTypeOf((await helper.completion()).choices[0]?.message.parsed).toEqualTypeOf<Place | null | undefined>()
})

test('a run is typed by its format, and each function by its own schema', async () => {
  const forecast = defineTool({
    name: 'forecast',
    parameters: place,
    run(args, { callId, signal }) {
      expectTypeOf(args).toEqualTypeOf<Place>()
      expectTypeOf(callId).toEqualTypeOf<string>()
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
    },
  })
  const { completion } = await runTools(chat, { ...base, tools: [forecast], response_format: place })
  expectTypeOf(completion.choices[0]?.message.parsed).toEqualTypeOf<Place | null | undefined>()
  const runner = chat.completions.runTools({ ...base, tools: [forecast], response_format: place })
  expectTypeOf((await runner.finalMessage()).parsed).toEqualTypeOf<Place | null>()
})

test('what a request misspells is an error beside schemas, too', () => {
  // @ts-expect-error `temprature` is no field
  void chat.createChatCompletion({ ...base, response_format: place, temprature: 1 })
  // @ts-expect-error `parameter` is no field
  void chat.createChatCompletion({ ...base, tools: [{ type: 'function', function: { name: 'f', parameter: place } }] })
  // @ts-expect-error `maxStep` is no option
  void runTools(chat, { ...base, tools: [] }, { maxStep: 1 })
})

test('enumerations are open: names of tomorrow are no error, those of today are offered', () => {
  void chat.createChatCompletion({ ...base, model: 'a-model-of-tomorrow', service_tier: 'auto' })
  expectTypeOf<ChatCompletion['choices'][number]['finish_reason']>().not.toBeAny()
})

test('a choice may not be there, nor the usage', () => {
  expectTypeOf<ChatCompletion['choices'][number]>().not.toBeUndefined()
  expectTypeOf<ChatCompletion['usage']>().extract<undefined>().toEqualTypeOf<undefined>()
  // @ts-expect-error the content may be null
  expectTypeOf<ChatCompletion['choices'][number]['message']['content']>().toEqualTypeOf<string>()
})

test('a JSON Schema that uses what is not read is `unknown`, not wrong', () => {
  expectTypeOf<FromJsonSchema<{ $ref: '#/$defs/x' }>>().toEqualTypeOf<unknown>()
  expectTypeOf<FromJsonSchema<{ anyOf: [{ type: 'string' }, { const: 1 }] }>>().toEqualTypeOf<string | 1>()
  expectTypeOf<FromJsonSchema<{ type: 'array' }>>().toEqualTypeOf<unknown[]>()
  expectTypeOf<FromJsonSchema<{ type: 'object' }>>().toEqualTypeOf<Record<string, unknown>>()
})
