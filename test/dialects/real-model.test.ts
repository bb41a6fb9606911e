import { readFile } from 'node:fs/promises'

import { createEngine, type Engine } from '@colloquy/engine'
import { ensureModel } from '@colloquy/engine/models'
import { collect, type ChatCompletionRequestTool } from 'colloquy'
import { describe, expect, test } from 'vitest'

// Another model by COLLOQUY_TEST_MODEL (a name or a GGUF file); COLLOQUY_TEST_TEMPLATE is a file with a chat template for it.
const name = process.env['COLLOQUY_TEST_MODEL'] ?? 'smollm2:135m'
const templateFile = process.env['COLLOQUY_TEST_TEMPLATE']
const file = await ensureModel(name, { offline: true }).catch(() => undefined)

async function open(): Promise<Engine> {
  const chatTemplate = templateFile === undefined ? undefined : await readFile(templateFile, 'utf8')
  return createEngine({ model: name, chatTemplate, offline: true, contextSize: 1024, parallel: 4, threads: 1 })
}

const user = (content: string) => [{ role: 'user' as const, content }]
const { signal } = new AbortController()

const tools: readonly ChatCompletionRequestTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'Tells the weather in a city.',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string', maxLength: 20 }, unit: { enum: ['C', 'F'] } },
        required: ['city', 'unit'],
        additionalProperties: false,
      },
    },
  },
]

describe.skipIf(file === undefined)(`a real model (\`npx colloquy pull ${name}\`)`, () => {
  test('whose template knows no tools calls the one it must call, and fits its schema, at temperature 1', async () => {
    const engine = await open()
    const { model } = engine.info
    const messages = user('How is the weather in Paris?')
    const request = { model, messages, tools, tool_choice: 'required', temperature: 1, n: 8, seed: 1 } as const
    const { choices } = await collect(engine.complete({ ...request, max_completion_tokens: 120 }, { signal }))
    await engine.close()
    for (const { message, finish_reason: reason } of choices) {
      expect(reason).toBe('tool_calls')
      const [call] = message.tool_calls ?? []
      const { city, unit, ...rest } = JSON.parse(call?.type === 'function' ? call.function.arguments : '')
      expect([typeof city, ['C', 'F'].includes(unit), Object.keys(rest)]).toEqual(['string', true, []])
    }
  }, 120_000)

  test('writes the form asked for, and says the same in a stream as at once', async () => {
    const engine = await open()
    const schema = {
      type: 'object',
      properties: { name: { type: 'string', maxLength: 20 }, masts: { type: 'integer', minimum: 1, maximum: 5 } },
      required: ['name', 'masts'],
      additionalProperties: false,
    }
    const request = {
      model: engine.info.model,
      messages: user('Describe a ship as JSON.'),
      response_format: { type: 'json_schema', json_schema: { name: 'ship', strict: true, schema } },
      logprobs: true,
      top_logprobs: 2,
      temperature: 1,
      seed: 1,
      max_completion_tokens: 100,
    } as const
    const atOnce = await collect(engine.complete(request, { signal }))
    const streamed = await collect(engine.complete({ ...request, stream: true }, { signal }))
    await engine.close()
    const [choice] = atOnce.choices
    const ship: unknown = JSON.parse(choice?.message.content ?? '')
    expect(ship).toEqual({ name: expect.any(String), masts: expect.any(Number) })
    expect(streamed.choices[0]?.message).toEqual(choice?.message)
    const bytes = (choice?.logprobs?.content ?? []).flatMap((token) => token.bytes ?? [])
    expect(Buffer.from(bytes).toString()).toBe(choice?.message.content)
  }, 120_000)

  test('ends before a stop string, and counts a prompt once that several choices share', async () => {
    const engine = await open()
    const request = {
      model: engine.info.model,
      messages: user('Name a fish.'),
      temperature: 0,
      max_completion_tokens: 20,
    }
    const alone = await collect(engine.complete(request, { signal }))
    const whole = alone.choices[0]?.message.content ?? ''
    const stop = whole.slice(4, 7)
    const { choices, usage } = await collect(engine.complete({ ...request, stop, n: 3 }, { signal }))
    await engine.close()
    const until = whole.slice(0, whole.indexOf(stop))
    expect(choices.map(({ message }) => message.content)).toEqual([until, until, until])
    expect(usage?.prompt_tokens).toBe(alone.usage?.prompt_tokens)
  }, 120_000)
})
