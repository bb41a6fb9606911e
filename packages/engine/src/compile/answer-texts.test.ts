import { expect, test } from 'vitest'

import { generic } from '../dialects/formats/generic.ts'
import { anywhere } from '../dialects/dialect.ts'
import { matcherOf } from '../structured/__fixtures__/matcher-of.ts'
import { answerTexts, type WritingHabits } from './answer-texts.ts'
import type { AskedForm } from './asked-form.ts'

const plain: WritingHabits = { dialect: { ...generic, reasoning: [] }, spacing: 'loose' }
const reasoning: WritingHabits = {
  dialect: { ...generic, reasoning: [{ open: anywhere('<think>'), close: ['</think>'] }] },
  spacing: 'loose',
}

function inForm(schema: Record<string, unknown>, tools: AskedForm['tools'] = []): AskedForm {
  return {
    format: { type: 'json_schema', json_schema: { name: 'form', schema } },
    tools,
    required: false,
    parallel: true,
  }
}

const parameters = { type: 'object', properties: { at: { enum: [1, 2] } }, required: ['at'] }
const tools = [{ name: 'go', parameters, param: 'tools[0].function.parameters' }]

test('a form and calls stand side by side in one grammar, in which neither takes the other’s rules', () => {
  const { answer = '', opening } = answerTexts(inForm({ type: 'boolean' }, tools), plain)
  const takes = matcherOf(answer)
  expect(['true', '<tool_call>\n{"name": "go", "arguments": {"at": 2}}\n</tool_call>'].map(takes)).toEqual([true, true])
  expect(['2', '{"at":2}', '<tool_call>\ntrue\n</tool_call>'].map(takes)).toEqual([false, false, false])
  expect(opening).toBeUndefined()
})

test('a model that reasons may open its answer with reasoning', () => {
  const { answer = '', opening = '' } = answerTexts(inForm({ type: 'boolean' }), reasoning)
  const texts = ['true', '\n\ntrue', '<think>true', '2']
  expect(texts.map(matcherOf(answer))).toEqual([true, true, false, false])
  expect(texts.map(matcherOf(opening))).toEqual([true, true, true, false])
})

test('a form and tools that only together take too large a grammar are refused', () => {
  const lists = Array.from({ length: 6 }, (_, index) => [
    `${index}`,
    { type: 'array', maxItems: 1999, items: { const: index } },
  ])
  const large = { type: 'object', properties: Object.fromEntries(lists) }
  const both = inForm(large, [{ name: 'go', parameters: large, param: 'tools[0].function.parameters' }])
  expect(answerTexts(inForm(large), plain)).toHaveProperty('answer')
  expect(answerTexts({ ...both, format: null }, plain)).toHaveProperty('calls')
  expect(() => answerTexts(both, plain)).toThrow('together with the tools it takes too large a grammar')
})
