import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { refuseUnsupported, supportTable } from './support-table.ts'

// The fields of the published schema, written down once more so that none can be lost by a slip in the types.
const published = `
  audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens
  messages metadata modalities model moderation n parallel_tool_calls prediction presence_penalty
  prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort response_format
  safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools
  top_logprobs top_p user verbosity web_search_options
`
  .trim()
  .split(/\s+/)

// Those of servers of open models that the engine knows as well.
const others = ['add_generation_prompt', 'continue_final_message']

function refusal(fields: Partial<ChatCompletionRequest>, canReason = false): unknown {
  try {
    refuseUnsupported({ model: 'm', messages: [], ...fields }, { canReason })
    return undefined
  } catch (error) {
    return error
  }
}

describe('the support table', () => {
  test('says of each of the 37 published fields what becomes of it', () => {
    expect(published).toHaveLength(37)
    expect(Object.keys(supportTable).toSorted()).toEqual([...published, ...others].toSorted())
  })

  test.each<[string, string, Partial<ChatCompletionRequest>]>([
    ['modalities', 'unsupported_value', { modalities: ['text', 'audio'] }],
    ['audio', 'unsupported_parameter', { audio: { voice: 'alloy', format: 'wav' } }],
    ['web_search_options', 'unsupported_parameter', { web_search_options: {} }],
    ['moderation', 'unsupported_parameter', { moderation: { model: 'omni-moderation-latest' } }],
    ['service_tier', 'unsupported_value', { service_tier: 'scale' }],
    ['store', 'unsupported_value', { store: true }],
    ['reasoning_effort', 'unsupported_value', { reasoning_effort: 'high' }],
    ['stream_options', 'unsupported_value', { stream: true, stream_options: { include_obfuscation: true } }],
  ])('refuses %s rather than ignore it', (param, code, fields) => {
    const error = refusal(fields)
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ param, code, status: 400 })
  })

  test('takes null for any field as its default', () => {
    expect(refusal(Object.fromEntries(published.map((field) => [field, null])))).toBeUndefined()
  })

  test('takes the values that say what it does anyway', () => {
    expect(
      refusal({
        tools: [],
        tool_choice: 'none',
        function_call: 'none',
        response_format: { type: 'text' },
        modalities: ['text'],
        service_tier: 'priority',
        store: false,
        verbosity: 'medium',
        reasoning_effort: 'none',
        stream: true,
        stream_options: { include_usage: true, include_obfuscation: false },
      }),
    ).toBeUndefined()
  })

  test('takes a reasoning effort where the model can reason', () => {
    expect(refusal({ reasoning_effort: 'high' }, true)).toBeUndefined()
  })

  test('takes what is meant for the operator and the cache, not for the model', () => {
    expect(
      refusal({
        metadata: { a: 'b' },
        user: 'u',
        safety_identifier: 's',
        prompt_cache_key: 'k',
        prompt_cache_retention: '24h',
        parallel_tool_calls: false,
      }),
    ).toBeUndefined()
  })
})
