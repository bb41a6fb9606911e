import { describe, expect, test } from 'vitest'

import type { SpecialToken } from '../prompt/tokenizer.ts'
import { dialectOf } from './dialect-of.ts'

const loop = '{% for tool in tools %}{{ tool | tojson }}{% endfor %}'

function token(id: number, text: string): SpecialToken {
  return { id, text, kind: 'control', endOfGeneration: false }
}

describe('the dialect of a template', () => {
  test.each([
    ['hermes', `${loop}<tool_call>{"name": n, "arguments": a}</tool_call>`],
    ['tagged-parameters', `${loop}<tool_call><function=f><parameter=k>v</parameter></function></tool_call>`],
    ['tagged-parameters', `${loop}<tool_call>f<arg_key>k</arg_key><arg_value>v</arg_value></tool_call>`],
    [
      'llama-json',
      `${loop}Respond in the format {"name": function name, "parameters": dictionary of names and values}.`,
    ],
    ['pythonic', `${loop}[func_name1(params_name1=params_value1, …), func_name2(params)]`],
    ['mistral', `[AVAILABLE_TOOLS]${loop}[/AVAILABLE_TOOLS][TOOL_CALLS]`],
    ['functionary', `${loop}<function=example>{"a": 1}</function>`],
    ['kimi', `${loop}<|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>`],
    ['gemma', `${loop}<start_function_call>call:f{a:<escape>x<escape>}<end_function_call>`],
    ['gemma', `${loop}<|tool_call>call:f{a:<|"|>x<|"|>}<tool_call|>`],
    ['command-r', `${loop}<|START_ACTION|>[{"tool_name": "f"}]`],
    ['generic', `${loop}call tools as you like`],
    ['generic', '{% for message in messages %}{{ message.content }}{% endfor %}<tool_call> </tool_call> arguments'],
  ])('is %s for %s', (name, source) => {
    expect(dialectOf(source).name).toBe(name)
  })

  test('leaves telling of tools to the template only where it is given them in a known form', () => {
    expect(dialectOf(`${loop}<tool_call>{"name": n, "arguments": a}</tool_call>`).toolPrompt).toBe('template')
    expect(dialectOf(loop).toolPrompt).toBe('instructions')
    expect(dialectOf('these are your tools: {{ messages }}').toolPrompt).toBe('instructions')
  })

  test('asks the vocabulary for marks that the template does not name', () => {
    const tokens = [token(1, '<think>'), token(2, '</think>'), token(3, '<|tool_call_start|>'), token(4, '<|im_end|>')]
    const { name, reasoning, markTokens } = dialectOf(`${loop}List of tools: [`, tokens)
    expect(name).toBe('pythonic')
    expect(reasoning.map(({ open }) => open.text)).toEqual(['<think>'])
    expect([...markTokens]).toEqual([
      [1, '<think>'],
      [2, '</think>'],
      [3, '<|tool_call_start|>'],
    ])
  })

  test('takes the letters of a control token for a quotation, and of any mark that a model always writes as a token', () => {
    const tools = `${loop}<tool_call>{"name": n, "arguments": a}</tool_call>`
    const tags = [{ ...token(1, '<tool_call>'), kind: 'user-defined' as const }, token(2, '</tool_call>')]
    expect(dialectOf(tools, tags).quotableMarks).toEqual(new Set(['</tool_call>']))
    const channels = `${loop}<|channel|>commentary to=<|message|>`
    expect(dialectOf(channels, [{ ...token(1, '<|channel|>'), kind: 'user-defined' }]).quotableMarks).toEqual(
      new Set(['<|channel|>']),
    )
  })

  test('finds no reasoning where nothing names its marks', () => {
    expect(dialectOf(loop).reasoning).toEqual([])
  })
})
