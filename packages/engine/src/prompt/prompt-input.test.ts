import type { ChatCompletionRequest } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { toolPlan } from '../dialects/tool-plan.ts'
import type { PromptInput } from './chat-template.ts'
import { promptInput } from './prompt-input.ts'

const tools = [{ type: 'function', function: { name: 'now', description: 'The time.' } }] as const
const custom = { id: 'call_2', type: 'custom', custom: { name: 'note', input: 'a "b"' } } as const
const conversation: ChatCompletionRequest['messages'] = [
  { role: 'system', content: 'Be kind.' },
  { role: 'user', content: 'Time?' },
  {
    role: 'assistant',
    content: 'I look.',
    tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'now', arguments: '{"zone": 1}' } }, custom],
  },
  { role: 'tool', tool_call_id: 'call_1', content: 'nine' },
  { role: 'tool', tool_call_id: 'call_2', content: [{ type: 'text', text: 'noted' }] },
]

function told(fields: Partial<ChatCompletionRequest>, toolPrompt: 'template' | 'instructions'): PromptInput {
  const request = { model: 'm', messages: conversation, ...fields }
  return promptInput(request, toolPlan(request), { toolPrompt })
}

describe('a template that knows tools', () => {
  test('is given them, and the messages as they came', () => {
    expect(told({ tools }, 'template')).toMatchObject({ tools, messages: conversation })
  })

  test('is given none where none may be called', () => {
    expect(told({ tools, tool_choice: 'none' }, 'template').tools).toBeNull()
  })
})

describe('a template that knows no tools', () => {
  test('is told of them in the system message, and of calls and results as text', () => {
    const { messages, tools: given } = told({ tools }, 'instructions')
    expect(given).toBeNull()
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(messages[0]?.content).toMatch(/^Be kind\.\n\nYou can call functions[^]*"description":"The time\."/)
    expect(messages[2]).toMatchObject({
      content:
        'I look.\n<tool_call>\n{"name": "now", "arguments": {"zone": 1}}\n</tool_call>\n' +
        '<tool_call>\n{"name": "note", "arguments": {"input":"a \\"b\\""}}\n</tool_call>',
      tool_calls: null,
    })
    expect(messages[3]?.content).toBe(
      '<tool_response>\nnine\n</tool_response>\n<tool_response>\nnoted\n</tool_response>',
    )
  })

  test('is told of them in a system message of their own where there is none', () => {
    const { messages } = told({ tools, messages: [{ role: 'user', content: 'Time?' }] }, 'instructions')
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
  })

  test('is told nothing where there are none', () => {
    const messages: ChatCompletionRequest['messages'] = [{ role: 'user', content: 'Time?' }]
    expect(told({ messages }, 'instructions').messages).toEqual(messages)
  })
})

describe('verbosity', () => {
  test.each([
    ['low', 'Be kind.\n\nAnswer as briefly as you can.'],
    ['medium', 'Be kind.'],
    ['high', 'Be kind.\n\nAnswer at length and in detail.'],
  ])('%s is asked for in the system message', (verbosity, expected) => {
    expect(told({ verbosity }, 'template').messages[0]?.content).toBe(expected)
  })
})

test('what is no text is refused by the place it has in the request', () => {
  const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } } as const
  const messages = [{ role: 'user', content: [image] }] as const
  expect(() => told({ tools, messages }, 'instructions')).toThrow(/^messages\[0\]\.content\[0\] is of type `image_url`/)
})
