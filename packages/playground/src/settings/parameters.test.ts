import { chatCompletionRequest } from 'colloquy/validate'
import { expect, test } from 'vitest'

import { parameters } from './parameters.ts'

const all = parameters()
const named = (name: string) => all.find((each) => each.name === name)

test('each parameter has its range and its documentation', () => {
  expect(named('temperature')).toMatchObject({ range: '0 to 2', default: 1 })
  expect(named('reasoning_effort')?.range).toContain('low')
  for (const { name, description } of all) expect(description, name).not.toBe('')
})

test('each field of a request is a parameter or has a place of its own', () => {
  const places = ['messages', 'model', 'stream', 'stream_options', 'tools', 'response_format']
  const replaced = ['functions', 'function_call', 'max_tokens', 'user']
  const fields = chatCompletionRequest.kind === 'object' ? Object.keys(chatCompletionRequest.fields) : []
  expect(
    all
      .map(({ name }) => name)
      .concat(places, replaced)
      .toSorted(),
  ).toEqual(fields.toSorted())
})
