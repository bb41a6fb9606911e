import type { ChatCompletionRequest, ChatCompletionRequestTool } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { toolPlan } from './tool-plan.ts'

const weather: ChatCompletionRequestTool = { type: 'function', function: { name: 'weather', description: 'd' } }
const note: ChatCompletionRequestTool = { type: 'custom', custom: { name: 'note' } }
const tools = [weather, note]
const weatherOnly = [{ type: 'function', function: { name: 'weather' } }]

/** The names shown and callable, and whether a call is required. */
function planned(fields: Partial<ChatCompletionRequest>): [shown: string, callable: string, required: boolean] {
  const { shown, callable, required } = toolPlan({ model: 'm', messages: [], ...fields })
  return [shown.map(({ name }) => name).join(), callable.map(({ name }) => name).join(), required]
}

describe('what a request says about tools', () => {
  test.each<[string, Partial<ChatCompletionRequest>, [string, string, boolean]]>([
    ['nothing', {}, ['', '', false]],
    ['tools alone', { tools }, ['weather,note', 'weather,note', false]],
    ['auto', { tools, tool_choice: 'auto' }, ['weather,note', 'weather,note', false]],
    ['none', { tools, tool_choice: 'none' }, ['', '', false]],
    ['required', { tools, tool_choice: 'required' }, ['weather,note', 'weather,note', true]],
    [
      'a function by name',
      { tools, tool_choice: { type: 'function', function: { name: 'weather' } } },
      ['weather,note', 'weather', true],
    ],
    [
      'a custom tool by name',
      { tools, tool_choice: { type: 'custom', custom: { name: 'note' } } },
      ['weather,note', 'note', true],
    ],
    [
      'allowed tools, if any',
      { tools, tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: weatherOnly } } },
      ['weather,note', 'weather', false],
    ],
    [
      'one of the allowed tools',
      { tools, tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: weatherOnly } } },
      ['weather,note', 'weather', true],
    ],
    [
      'no allowed tool',
      { tools, tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } } },
      ['', '', false],
    ],
    ['functions', { functions: [{ name: 'f' }, { name: 'g' }] }, ['f,g', 'f,g', false]],
    ['no function', { functions: [{ name: 'f' }], function_call: 'none' }, ['', '', false]],
    [
      'a function of the older form by name',
      { functions: [{ name: 'f' }, { name: 'g' }], function_call: { name: 'g' } },
      ['f,g', 'g', true],
    ],
  ])('is read: %s', (_, fields, expected) => {
    expect(planned(fields)).toEqual(expected)
  })

  test('is several calls at once unless it says otherwise, and one in the older form', () => {
    const parallel = (fields: Partial<ChatCompletionRequest>): boolean =>
      toolPlan({ model: 'm', messages: [], ...fields }).parallel
    expect(parallel({ tools })).toBe(true)
    expect(parallel({ tools, parallel_tool_calls: false })).toBe(false)
    expect(parallel({ functions: [{ name: 'f' }] })).toBe(false)
  })

  test('gives the model each function as it came, and a custom tool as a function of one string', () => {
    const [first, second] = toolPlan({ model: 'm', messages: [], tools }).shown
    expect(first?.definition).toEqual(weather)
    expect(second?.definition.function.parameters).toMatchObject({ required: ['input'] })
  })

  test('lets a function without parameters be called with none', () => {
    expect(toolPlan({ model: 'm', messages: [], tools }).callable[0]?.parameters).toEqual({
      type: 'object',
      properties: {},
      additionalProperties: false,
    })
  })
})
