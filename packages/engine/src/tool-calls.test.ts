import type { ChatCompletionRequest, ChatCompletionRequestTool, ChatCompletionToolCall } from 'colloquy/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { scriptedModel, type ScriptedModelOptions } from '../../../test/support/scripted-model.ts'
import { temporaryPath } from '../../../test/support/temporary-path.ts'
import { tinyModel, writeTinyModel } from '../../../test/support/tiny-model.ts'
import { ask, chunksOf, failure } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'

const sizes = { threads: 1, gpu: 'none', contextSize: 2048 } as const

const weather: ChatCompletionRequestTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { enum: ['Rome', 'Oslo'] }, days: { type: 'integer', minimum: 1, maximum: 9 } },
      required: ['city', 'days'],
      additionalProperties: false,
    },
  },
}
const now: ChatCompletionRequestTool = { type: 'function', function: { name: 'now' } }
const tools = [weather, now]

// Tells of no tools, as the templates of many small models do.
const plainTemplate =
  "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"

const open: Engine[] = []

// With log probabilities each token has a step of its own, as the script of a reciter wants it.
const stepByStep = { logprobs: true } as const

async function reciting(options: ScriptedModelOptions): Promise<Engine> {
  const engine = await createEngine({ ...sizes, parallel: 1, model: await scriptedModel(options) })
  open.push(engine)
  return engine
}

let noisy: Engine
let plain: Engine
let caller: Engine

beforeAll(async () => {
  noisy = await createEngine({ ...sizes, parallel: 4, model: await tinyModel() })
  const template = temporaryPath('plain-template.gguf')
  await writeTinyModel(template, { template: plainTemplate, spread: 0.5 })
  plain = await createEngine({ ...sizes, parallel: 2, model: template })
  open.push(noisy, plain)
  caller = await reciting({
    says: 'Let me look.\n\n<tool_call>\n{"name": "get_weather", "arguments": {"city": "Oslo", "days": 3}}\n</tool_call>\n<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>',
  })
})

afterAll(() => Promise.all(open.map((engine) => engine.close())))

interface Called {
  readonly name: string
  readonly args: unknown
}

function called(calls: readonly ChatCompletionToolCall[] | undefined): Called[] {
  return (calls ?? []).map((call) =>
    call.type === 'function'
      ? { name: call.function.name, args: JSON.parse(call.function.arguments) }
      : { name: call.custom.name, args: call.custom.input },
  )
}

function isWeather(args: unknown): boolean {
  const { city, days, ...rest } = Object(args)
  return ['Rome', 'Oslo'].includes(city) && days >= 1 && days <= 9 && Object.keys(rest).length === 0
}

describe('a model that calls', () => {
  test('is heard with its words before the calls, ids of their own, and the reason', async () => {
    const { choices } = await ask(caller, 'Weather?', { tools })
    const [{ message, finish_reason } = expect.unreachable('no choice')] = choices
    expect(finish_reason).toBe('tool_calls')
    expect(message.content).toBe('Let me look.\n\n')
    expect(called(message.tool_calls)).toEqual([
      { name: 'get_weather', args: { city: 'Oslo', days: 3 } },
      { name: 'now', args: {} },
    ])
    const ids = message.tool_calls?.map(({ id }) => id) ?? []
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^call_[A-Za-z0-9]{24}$/)
  })

  test('streams each call as its head, then pieces of its arguments', async () => {
    const chunks = await chunksOf(caller, 'Weather?', { tools, stream: true })
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta))
    expect(deltas[0]).toEqual({ role: 'assistant', content: null, refusal: null })
    const pieces = deltas.flatMap(({ tool_calls }) => tool_calls ?? [])
    const heads = pieces.filter(({ id }) => id !== undefined)
    expect(heads).toMatchObject([
      { index: 0, type: 'function', function: { name: 'get_weather', arguments: '' } },
      { index: 1, type: 'function', function: { name: 'now', arguments: '' } },
    ])
    const more = pieces.filter(({ id }) => id === undefined)
    expect(more.length).toBeGreaterThan(4)
    for (const piece of more) expect(Object.keys(piece)).toEqual(['index', 'function'])
    expect(deltas.at(-1)).toEqual({})
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls')
  })

  test('ends after its first call where calls in parallel are not wanted', async () => {
    const { choices } = await ask(caller, 'Weather?', { tools, parallel_tool_calls: false })
    expect(choices[0]?.message.tool_calls).toHaveLength(1)
    expect(choices[0]?.finish_reason).toBe('tool_calls')
  })

  test('is told of no tools with `tool_choice` "none", and what it writes is text', async () => {
    const { choices, usage } = await ask(caller, 'Weather?', { tools, tool_choice: 'none' })
    expect(choices[0]?.message.content).toContain('<tool_call>')
    expect(choices[0]).toMatchObject({ finish_reason: 'stop' })
    const without = await ask(caller, 'Weather?')
    expect(usage?.prompt_tokens).toBe(without.usage?.prompt_tokens)
  })

  test('cannot break the schema of a call it has begun', async () => {
    const says = '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Bern", "days": 77, "x": 1}}\n</tool_call>'
    for (const cut of ['bytes', 'tokens'] as const) {
      const { choices } = await ask(await reciting({ says, cut }), 'Weather?', {
        tools,
        max_tokens: 200,
        ...stepByStep,
      })
      const [call] = called(choices[0]?.message.tool_calls)
      expect(call?.name).toBe('get_weather')
      expect(call?.args).toSatisfy(isWeather)
    }
  })

  test('is said word for word where it names a tool that is not there', async () => {
    const says = 'So: <tool_call> is a tag.'
    const { choices } = await ask(await reciting({ says }), 'Weather?', { tools: [now], tool_choice: 'none' })
    expect(choices[0]?.message.content).toBe(says)
  })
})

describe('a call that must be made', () => {
  const ways: readonly [what: string, fields: Partial<ChatCompletionRequest>, names: readonly string[]][] = [
    ['required', { tool_choice: 'required' }, ['get_weather', 'now']],
    ['named', { tool_choice: { type: 'function', function: { name: 'get_weather' } } }, ['get_weather']],
    [
      'required of the allowed tools',
      {
        tool_choice: {
          type: 'allowed_tools',
          allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'now' } }] },
        },
      },
      ['now'],
    ],
  ]

  test.each(ways)('is made at any temperature, and fits: %s', async (_, fields, names) => {
    for (const engine of [noisy, plain]) {
      for (let seed = 1; seed <= 5; seed++) {
        const request = { tools, ...fields, temperature: 1.5, seed, parallel_tool_calls: false, max_tokens: 300 }
        const { choices } = await ask(engine, 'Weather?', request)
        expect(choices[0]?.finish_reason).toBe('tool_calls')
        expect(choices[0]?.message.content).toBeNull()
        const [call] = called(choices[0]?.message.tool_calls)
        expect(names).toContain(call?.name)
        if (call?.name === 'get_weather') expect(call.args).toSatisfy(isWeather)
        else expect(call?.args).toEqual({})
      }
    }
  })

  test('is told as `function_call` where the request has `functions`', async () => {
    const functions = [{ name: 'now' }]
    const { choices } = await ask(noisy, 'Time?', { functions, function_call: { name: 'now' }, max_tokens: 100 })
    expect(choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { content: null, function_call: { name: 'now', arguments: '{}' } },
    })
    expect(choices[0]?.message).not.toHaveProperty('tool_calls')
  })

  test.each([
    ['regex', '[A-C]{2}"\\n[0-9]|x', /^(?:[A-C]{2}"\n[0-9]|x)$/],
    ['lark', 'start: word ("," word)?\nword: /[a-b]{2}/ | "\\"" start "\\""', /^["ab,]+$/],
  ] as const)('is a custom tool with its text as it is, in its grammar: %s', async (syntax, definition, form) => {
    const note: ChatCompletionRequestTool = {
      type: 'custom',
      custom: { name: 'note', format: { type: 'grammar', grammar: { syntax, definition } } },
    }
    for (let seed = 1; seed <= 5; seed++) {
      const request = { tools: [note], tool_choice: 'required', temperature: 1.5, seed, max_tokens: 300 } as const
      const { choices } = await ask(noisy, 'Note', { ...request, parallel_tool_calls: false })
      const [call] = choices[0]?.message.tool_calls ?? []
      expect(call).toMatchObject({ type: 'custom', custom: { name: 'note', input: expect.stringMatching(form) } })
    }
  })

  test('streams the input of a custom tool as text', async () => {
    const says = '<tool_call>\n{"name": "note", "arguments": {"input": "a \\"b\\"\\nü 🙂"}}\n</tool_call>'
    const note = { type: 'custom', custom: { name: 'note' } } as const
    const request = { tools: [note], stream: true, ...stepByStep } as const
    const chunks = await chunksOf(await reciting({ says, cut: 'bytes' }), 'Note', request)
    const pieces = chunks.flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []))
    expect(pieces[0]).toMatchObject({ index: 0, type: 'custom', custom: { name: 'note', input: '' } })
    expect(pieces.length).toBeGreaterThan(5)
    expect(pieces.map(({ custom }) => custom?.input ?? '').join('')).toBe('a "b"\nü 🙂')
  })

  test('is refused by its place where the grammar of its input cannot be enforced', async () => {
    for (const [syntax, definition] of [
      ['regex', '(a)\\1'],
      ['lark', '%declare _X\nstart: _X'],
    ] as const) {
      const format = { type: 'grammar', grammar: { syntax, definition } } as const
      const error = await failure(ask(noisy, 'x', { tools: [now, { type: 'custom', custom: { name: 'n', format } }] }))
      const param = 'tools[1].custom.format.grammar.definition'
      expect(error).toMatchObject({ status: 400, code: 'unsupported_value', param })
    }
  })

  test('is not in the words of a tool whose schema cannot be enforced: that is refused by its place', async () => {
    const parameters = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)b\\1$' } } }
    const error = await failure(
      ask(noisy, 'x', { tools: [now, { type: 'function', function: { name: 'f', parameters } }] }),
    )
    expect(error).toMatchObject({ status: 400, code: 'unsupported_value', param: 'tools[1].function.parameters' })
  })

  test('is kept apart from text in a form: either is possible, nothing else', async () => {
    const schema = { type: 'object', properties: { n: { const: 1 } }, required: ['n'], additionalProperties: false }
    const response_format = { type: 'json_schema', json_schema: { name: 'n', schema } } as const
    for (let seed = 1; seed <= 8; seed++) {
      const request = { tools: [now], response_format, temperature: 1.5, seed, max_tokens: 200 }
      const { choices } = await ask(noisy, 'x', { ...request, parallel_tool_calls: false })
      const message = choices[0]?.message
      if (message?.tool_calls === undefined) expect(JSON.parse(message?.content ?? '')).toEqual({ n: 1 })
      else expect(called(message.tool_calls)).toEqual([{ name: 'now', args: {} }])
    }
  })
})

describe('a conversation with calls', () => {
  test('goes back through the template, or in our words where it tells of no tools', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'now', arguments: '{}' } } as const
    const messages: ChatCompletionRequest['messages'] = [
      { role: 'user', content: 'Time?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'ten past nine' },
    ]
    for (const engine of [noisy, plain]) {
      const whole = await ask(engine, '', { messages, tools, max_tokens: 1 })
      const cut = await ask(engine, '', { messages: messages.slice(0, 1), tools, max_tokens: 1 })
      expect(whole.usage?.prompt_tokens).toBeGreaterThan((cut.usage?.prompt_tokens ?? 0) + 10)
    }
  })
})
