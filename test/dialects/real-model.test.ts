import { createEngine } from '@colloquy/engine'
import { findModel } from '@colloquy/engine/models'
import { collect, type ChatCompletionRequestTool } from 'colloquy'
import { describe, expect, test } from 'vitest'

const name = 'smollm2:135m'
const file = await findModel(name)

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
    const engine = await createEngine({ model: name, offline: true, contextSize: 1024, parallel: 4, threads: 1 })
    const messages = [{ role: 'user' as const, content: 'How is the weather in Paris?' }]
    const request = { model: name, messages, tools, tool_choice: 'required', temperature: 1, n: 8, seed: 1 } as const
    const { signal } = new AbortController()
    const { choices } = await collect(engine.complete({ ...request, max_completion_tokens: 120 }, { signal }))
    await engine.close()
    for (const { message, finish_reason: reason } of choices) {
      expect(reason).toBe('tool_calls')
      const [call] = message.tool_calls ?? []
      const { city, unit, ...rest } = JSON.parse(call?.type === 'function' ? call.function.arguments : '')
      expect([typeof city, ['C', 'F'].includes(unit), Object.keys(rest)]).toEqual(['string', true, []])
    }
  }, 120_000)
})
