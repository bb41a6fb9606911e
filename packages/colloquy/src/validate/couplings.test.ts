import { isColloquyError } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'
import { describe, expect, test } from 'vitest'

const hello = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] }
const tools = [
  { type: 'function', function: { name: 'weather' } },
  { type: 'custom', custom: { name: 'code' } },
]
const functions = [{ name: 'weather' }]

function outcome(extra: object): string {
  try {
    validateChatCompletionRequest({ ...hello, ...extra })
    return 'accepted'
  } catch (error) {
    if (!isColloquyError(error)) throw error
    return `${error.code} ${error.param}`
  }
}

describe('fields that need or exclude each other', () => {
  const combination = 'invalid_parameter_combination'
  const lone = 'parameter_needs_another'
  test.each<[object, string]>([
    [{ top_logprobs: 2 }, `${lone} top_logprobs`],
    [{ top_logprobs: 2, logprobs: true }, 'accepted'],
    [{ stream_options: { include_usage: true } }, `${lone} stream_options`],
    [{ stream_options: {}, stream: false }, `${lone} stream_options`],
    [{ stream_options: { include_usage: true }, stream: true }, 'accepted'],
    [{ max_tokens: 5, max_completion_tokens: 5 }, `${combination} max_tokens`],
    [{ modalities: ['text', 'audio'] }, 'missing_required_parameter audio'],
    [{ modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } }, 'accepted'],
    [{ metadata: { a: 'b' } }, `${lone} metadata`],
    [{ metadata: {} }, 'accepted'],
    [{ metadata: { a: 'b' }, store: true }, 'accepted'],
    [{ tool_choice: 'auto' }, `${lone} tool_choice`],
    [{ parallel_tool_calls: false }, `${lone} parallel_tool_calls`],
    [{ tools, tool_choice: 'required', parallel_tool_calls: false }, 'accepted'],
    [{ tools, functions }, `${combination} functions`],
    [{ function_call: 'auto' }, `${lone} function_call`],
    [{ functions, function_call: { name: 'weather' } }, 'accepted'],
    [{ functions, function_call: { name: 'wether' } }, 'invalid_value function_call.name'],
    [{ functions: [...functions, ...functions] }, 'invalid_value functions[1].name'],
  ])('%j is %s', (extra, expected) => {
    expect(outcome(extra)).toBe(expected)
  })
})

describe('tool_choice names tools that were passed', () => {
  const allow = (...allowed: object[]) => ({
    tools,
    tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: allowed } },
  })
  test.each<[object, string]>([
    [{ tools, tool_choice: { type: 'function', function: { name: 'weather' } } }, 'accepted'],
    [
      { tools, tool_choice: { type: 'function', function: { name: 'code' } } },
      'invalid_value tool_choice.function.name',
    ],
    [{ tools, tool_choice: { type: 'custom', custom: { name: 'code' } } }, 'accepted'],
    [{ tools, tool_choice: { type: 'custom', custom: { name: 'weather' } } }, 'invalid_value tool_choice.custom.name'],
    [
      allow({ type: 'function', function: { name: 'weather' } }, { type: 'custom', custom: { name: 'code' } }),
      'accepted',
    ],
    [allow({ type: 'function', name: 'weather' }), 'accepted'],
    [allow(...tools, { type: 'function' }), 'invalid_value tool_choice.allowed_tools.tools[2]'],
    [allow({ type: 'function', function: { name: 'wether' } }), 'invalid_value tool_choice.allowed_tools.tools[0]'],
    [allow(), 'empty_array tool_choice.allowed_tools.tools'],
    [{ tools: [...tools, { type: 'custom', custom: { name: 'weather' } }] }, 'invalid_value tools[2].custom.name'],
  ])('%j is %s', (extra, expected) => {
    expect(outcome(extra)).toBe(expected)
  })
})

function call(...ids: string[]): object {
  const calls = ids.map((id) => ({ id, type: 'function', function: { name: 'weather', arguments: '' } }))
  return { role: 'assistant', tool_calls: calls }
}

function answer(id: string): object {
  return { role: 'tool', tool_call_id: id, content: 'sun' }
}

describe('messages follow each other', () => {
  const user = { role: 'user', content: 'Weather?' }
  test.each<[string, object[], string]>([
    ['answers in another order than the calls', [user, call('a', 'b'), answer('b'), answer('a'), user], 'accepted'],
    ['a call at the end without an answer', [user, call('a')], 'invalid_value messages[1].tool_calls[0]'],
    [
      'a turn before the second answer',
      [user, call('a', 'b'), answer('a'), user, answer('b')],
      'invalid_value messages[1].tool_calls[1]',
    ],
    ['an answer to no call', [user, answer('a')], 'invalid_value messages[1].tool_call_id'],
    ['two answers to one call', [user, call('a'), answer('a'), answer('a')], 'invalid_value messages[3].tool_call_id'],
    ['two answers to two calls of one id', [user, call('a', 'a'), answer('a'), answer('a')], 'accepted'],
    [
      'an assistant message that says nothing',
      [user, { role: 'assistant' }],
      'missing_required_parameter messages[1].content',
    ],
    [
      'an assistant message with an empty list of calls',
      [user, { role: 'assistant', content: null, tool_calls: [] }],
      'missing_required_parameter messages[1].content',
    ],
    ['a refusal', [user, { role: 'assistant', content: null, refusal: 'No.' }], 'accepted'],
    ['thinking that met its limit', [user, { role: 'assistant', content: null, reasoning: 'Hm' }], 'accepted'],
    ['a function call', [user, { role: 'assistant', function_call: { name: 'f', arguments: '' } }], 'accepted'],
    [
      'a refusal among texts',
      [
        user,
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I' },
            { type: 'refusal', refusal: 'No.' },
          ],
        },
      ],
      'invalid_value messages[1].content[1]',
    ],
  ])('%s', (_, messages, expected) => {
    expect(outcome({ messages })).toBe(expected)
  })
})
