import { createEngine, type Engine } from '@colloquy/engine'
import { createHandler, type Handler } from '@colloquy/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tinyModel } from '../support/tiny-model.ts'

let engine: Engine
let handler: Handler

beforeAll(async () => {
  engine = await createEngine({ model: await tinyModel(), threads: 1, gpu: 'none', parallel: 1 })
  handler = createHandler(engine)
})

afterAll(() => engine.close())

async function ask(fields: object): Promise<{ status: number; error: { type: string; param: string } | undefined }> {
  const response = await handler.fetch(
    new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: engine.info.model,
        messages: [{ role: 'user', content: 'Hello' }],
        max_completion_tokens: 4,
        ...fields,
      }),
    }),
  )
  return { status: response.status, error: (await response.json()).error }
}

const format = (schema: object) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'bomb', strict: true, schema } },
})
const tool = (parameters: object) => ({
  tools: [{ type: 'function', function: { name: 'bomb', strict: true, parameters } }],
  tool_choice: 'required',
})
const custom = (syntax: 'lark' | 'regex', definition: string) => ({
  tools: [{ type: 'custom', custom: { name: 'bomb', format: { type: 'grammar', grammar: { syntax, definition } } } }],
  tool_choice: 'required',
})

const tower = '^((a{1,300}b){1,300}c){1,300}$'
const deep = Array.from({ length: 150 }).reduce<object>((items) => ({ type: 'array', items }), { not: { items: {} } })
const chain = {
  $ref: '#/$defs/0',
  $defs: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [at, { $ref: `#/$defs/${(at + 1) % 2000}` }])),
}
const product = {
  allOf: Array.from({ length: 40 }, (_, at) => ({ anyOf: [{ required: [`a${at}`] }, { required: [`b${at}`] }] })),
}

describe('a bomb in the place of a grammar', () => {
  test.each<[string, object, RegExp]>([
    ['a tower of counts', format({ type: 'string', pattern: tower }), /^response_format\.json_schema/],
    ['choices multiplied', format(product), /^response_format\.json_schema/],
    ['nesting that excludes', format(deep), /^response_format\.json_schema/],
    ['references in a circle', format(chain), /^response_format\.json_schema/],
    ['items by the million', format({ type: 'array', minItems: 1_000_000 }), /^response_format\.json_schema/],
    [
      'a tower of counts, of a tool',
      tool({ properties: { a: { pattern: tower } } }),
      /^tools\[0\]\.function\.parameters/,
    ],
    ['choices multiplied, of a tool', tool(product), /^tools\[0\]\.function\.parameters/],
    ['a regex, of a custom tool', custom('regex', tower), /^tools\[0\]\.custom\.format/],
    ['rules without an end, of a custom tool', custom('lark', 'start: start start'), /^tools\[0\]\.custom\.format/],
    ['a count by the million in rules', custom('lark', 'start: "a"~1..1000000'), /^tools\[0\]\.custom\.format/],
  ])('is refused by its name, and the server answers on: %s', async (_, fields, param) => {
    const { status, error } = await ask(fields)
    expect({ status, error }).toMatchObject({ status: 400, error: { type: 'invalid_request_error' } })
    expect(error?.param).toMatch(param)
    expect((await ask({})).status).toBe(200)
  })
})
