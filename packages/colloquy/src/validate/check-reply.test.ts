import { checkChatCompletion, checkChatCompletionChunk } from 'colloquy/validate'
import { describe, expect, test } from 'vitest'

const completion = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    { index: 0, finish_reason: 'stop', logprobs: null, message: { role: 'assistant', content: 'Hi', refusal: null } },
  ],
}
const chunk = {
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, finish_reason: null, delta: { role: 'assistant', content: '' } }],
  usage: null,
}

describe('a reply of the published shape', () => {
  test('has no issues', () => {
    expect(checkChatCompletion(completion)).toEqual([])
    expect(checkChatCompletionChunk(chunk)).toEqual([])
    expect(checkChatCompletionChunk({ ...chunk, choices: [] })).toEqual([])
  })

  test('may carry what its server adds', () => {
    const choice = { ...completion.choices[0], stop_reason: 7 }
    expect(checkChatCompletion({ ...completion, service_tier: 'on_demand', timings: {}, choices: [choice] })).toEqual(
      [],
    )
  })
})

describe('a reply of another shape', () => {
  const strange = {
    ...completion,
    created: '1',
    choices: [{ index: 0, finish_reason: 'eos', message: { role: 'assistant', content: 5 } }],
  }

  test('has each difference named with its path', () => {
    expect(checkChatCompletion(strange).map(({ param, code }) => `${code} ${param}`)).toEqual([
      'invalid_type created',
      'invalid_type choices[0].message.content',
      'missing_required_parameter choices[0].message.refusal',
      'invalid_value choices[0].finish_reason',
      'missing_required_parameter choices[0].logprobs',
    ])
  })

  test('is told about no further than asked', () => {
    expect(checkChatCompletion(strange, { limit: 2 })).toHaveLength(2)
  })

  test('is named as a whole where it is no object', () => {
    expect(checkChatCompletionChunk('oops')).toEqual([
      { param: null, code: 'invalid_type', message: 'The chunk is a string; it must be an object.' },
    ])
  })
})
