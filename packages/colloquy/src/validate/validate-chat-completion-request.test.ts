import { isColloquyError } from 'colloquy'
import { validateChatCompletionRequest, type ValidateRequestOptions } from 'colloquy/validate'
import { describe, expect, test } from 'vitest'

const hello = { model: 'smollm2', messages: [{ role: 'user', content: 'Hello' }] }
const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }

function refusal(value: unknown, options?: ValidateRequestOptions): { message: string; param: unknown; code: string } {
  try {
    validateChatCompletionRequest(value, options)
  } catch (error) {
    if (!isColloquyError(error)) throw error
    expect(error).toMatchObject({ name: 'InvalidRequestError', status: 400, type: 'invalid_request_error' })
    return { message: error.message, param: error.param, code: error.code }
  }
  throw new Error('The value was accepted.')
}

describe('a valid request', () => {
  test('comes back as the very same value, unchanged', () => {
    const request = Object.freeze({ ...hello, temperature: 0, tools: Object.freeze([weather]) })
    expect(validateChatCompletionRequest(request)).toBe(request)
  })

  test('may set every optional field to null', () => {
    const optional = [
      'audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens metadata',
      'modalities moderation n parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_options',
      'prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream',
      'stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options',
    ].flatMap((line) => line.split(' '))
    expect(optional).toHaveLength(35)
    const request = { ...hello, ...Object.fromEntries(optional.map((name) => [name, null])) }
    expect(validateChatCompletionRequest(request)).toBe(request)
  })

  test('may have undefined members, which JSON leaves out', () => {
    const request = { ...hello, temperature: undefined, surprise: undefined }
    expect(validateChatCompletionRequest(request)).toBe(request)
  })

  test('may send a reply back as it came, with vendor fields and citations', () => {
    const reply = {
      role: 'assistant',
      content: null,
      refusal: null,
      annotations: [{ type: 'url_citation', url_citation: { start_index: 0, end_index: 1, url: 'u', title: 't' } }],
      reasoning_content: 'hm',
      thinking_blocks: [{ signature: 's' }],
      audio: null,
      tool_calls: [
        {
          id: 'a',
          type: 'function',
          function: { name: 'weather', arguments: '{}' },
          index: 0,
          extra_content: { google: {} },
        },
      ],
    }
    const messages = [...hello.messages, reply, { role: 'tool', tool_call_id: 'a', content: 'sun' }]
    const request = { ...hello, messages }
    expect(validateChatCompletionRequest(request)).toBe(request)
  })
})

const everyRole = '`developer`, `system`, `user`, `assistant`, `tool`, `function`'
const farSeed = '9007199254740991, as integers beyond are not exact in JavaScript'

describe('a shape at fault is named with its path and code', () => {
  const { model, messages } = hello
  const faults: [request: object, code: string, message: string][] = [
    [{ messages }, 'missing_required_parameter', '`model` is missing; it must be a non-empty string.'],
    [{ model }, 'missing_required_parameter', '`messages` is missing; it must be a list.'],
    [{ model, messages: [] }, 'empty_array', '`messages` is an empty list; it must have at least one item.'],
    [
      { ...hello, temprature: 1 },
      'unknown_parameter',
      '`temprature` is not a known parameter. Did you mean `temperature`?',
    ],
    [
      { ...hello, maxTokens: 5 },
      'unknown_parameter',
      '`maxTokens` is not a known parameter. Did you mean `max_tokens`?',
    ],
    [{ ...hello, temperature: 3 }, 'decimal_above_max_value', '`temperature` is 3; it must be between 0 and 2.'],
    [{ ...hello, top_p: -1 }, 'decimal_below_min_value', '`top_p` is -1; it must be between 0 and 1.'],
    [
      { ...hello, max_completion_tokens: 0 },
      'integer_below_min_value',
      '`max_completion_tokens` is 0; it must be at least 1.',
    ],
    [{ ...hello, n: 129 }, 'integer_above_max_value', '`n` is 129; it must be between 1 and 128.'],
    [{ ...hello, n: 1.5 }, 'invalid_type', '`n` is 1.5; it must be an integer between 1 and 128.'],
    [{ ...hello, n: '2' }, 'invalid_type', '`n` is a string; it must be an integer between 1 and 128.'],
    [{ ...hello, stream: 'yes' }, 'invalid_type', '`stream` is a string; it must be true or false.'],
    [
      { ...hello, seed: 2 ** 53 },
      'integer_above_max_value',
      `\`seed\` is 9007199254740992; it must be between -9007199254740991 and ${farSeed}.`,
    ],
    [
      { ...hello, top_p: Number.NaN },
      'invalid_type',
      '`top_p` is NaN, which JSON cannot carry; it must be a number between 0 and 1.',
    ],
    [
      { model, messages: [{ role: 'asistant', content: 'Hi' }] },
      'invalid_value',
      `\`messages[0].role\` is "asistant"; it must be one of ${everyRole}. Did you mean \`assistant\`?`,
    ],
    [
      { model, messages: [{ content: 'Hi' }] },
      'missing_required_parameter',
      `\`messages[0].role\` is missing; it must be one of ${everyRole}.`,
    ],
    [
      { model, messages: [messages[0], { role: 'system', content: [{ type: 'image_url', image_url: {} }] }] },
      'invalid_value',
      '`messages[1].content[0].type` is "image_url"; it must be `text`.',
    ],
    [
      { model, messages: [{ role: 'user', content: 5 }] },
      'invalid_type',
      '`messages[0].content` is 5; it must be a string or a list.',
    ],
    [
      { ...hello, verbosity: 'hihg' },
      'invalid_value',
      '`verbosity` is "hihg"; it must be one of `low`, `medium`, `high`. Did you mean `high`?',
    ],
    [
      { ...hello, tools: [{ type: 'function', function: { name: 'f', paramaters: {} } }] },
      'unknown_parameter',
      '`tools[0].function.paramaters` is not a known parameter. Did you mean `parameters`?',
    ],
    [
      { ...hello, stream: true, stream_options: { x: 1 } },
      'unknown_parameter',
      '`stream_options.x` is not a known parameter. Known here: `include_usage`, `include_obfuscation`.',
    ],
    [
      { ...hello, tools: [{ type: 'function', function: { name: 'the weather' } }] },
      'invalid_value',
      '`tools[0].function.name` is "the weather"; it must be made of the letters a-z and A-Z, digits, `_` and `-`.',
    ],
    [
      { ...hello, response_format: { type: 'json_schema', json_schema: { name: 'x'.repeat(65) } } },
      'string_above_max_length',
      '`response_format.json_schema.name` is too long; it must have at most 64 characters.',
    ],
    [
      { ...hello, stop: ['1', '2', '3', '4', '5'] },
      'array_above_max_length',
      '`stop` has 5 items; it must have at most 4.',
    ],
    [
      { ...hello, stop: ['a', ''] },
      'invalid_value',
      '`stop[1]` is an empty string; it must have at least one character.',
    ],
    [
      { ...hello, logit_bias: { hello: 1 } },
      'invalid_value',
      '`logit_bias.hello` has a wrong key; keys must be token ids, such as "50256".',
    ],
    [
      { ...hello, logit_bias: { 50256: -101 } },
      'decimal_below_min_value',
      '`logit_bias["50256"]` is -101; it must be between -100 and 100.',
    ],
    [
      { ...hello, store: true, metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v'])) },
      'object_above_max_properties',
      '`metadata` has 17 members; it must have at most 16.',
    ],
    [
      { ...hello, store: true, metadata: { 'a key': 'v'.repeat(513) } },
      'string_above_max_length',
      '`metadata["a key"]` is too long; it must have at most 512 characters.',
    ],
  ]
  test.each(faults.map(([request, code, message]) => ({ request, code, message })))(
    '$message',
    ({ request, code, message }) => {
      // Each text begins with the path that `param` names.
      const param = /^`(.+?)` /.exec(message)?.[1]
      expect(refusal(request)).toEqual({ message, code, param })
    },
  )

  test('names no field where the body itself is no object', () => {
    const message = 'The request body is an empty list; it must be an object.'
    expect(refusal([])).toEqual({ message, code: 'invalid_type', param: null })
  })

  test('counts characters, not UTF-16 units', () => {
    const request = { ...hello, safety_identifier: '🦉'.repeat(64) }
    expect(validateChatCompletionRequest(request)).toBe(request)
    expect(refusal({ ...hello, safety_identifier: '🦉'.repeat(65) }).code).toBe('string_above_max_length')
  })

  test('never repeats long texts of the request', () => {
    const secret = 'secret '.repeat(40)
    for (const request of [
      { ...hello, messages: [{ role: secret, content: secret }] },
      { ...hello, [secret]: 1 },
      { ...hello, service_tier: secret },
      { ...hello, tools: [{ type: 'function', function: { name: secret.slice(0, 60) } }] },
    ]) {
      expect(refusal(request).message).not.toContain(secret.slice(0, 100))
    }
  })
})

describe('what the published API does not have', () => {
  const foreign = {
    ...hello,
    top_k: 40,
    service_tier: 'on_demand',
    messages: [{ role: 'user', content: [{ type: 'video_url', video_url: { url: 'u' } }], cache_control: {} }],
    tools: [{ type: 'web_search' }],
    metadata: { tag: 'x' },
  }

  test('passes with `unknown: "keep"`', () => {
    expect(validateChatCompletionRequest(foreign, { unknown: 'keep' })).toBe(foreign)
  })

  test('passes by the names that are let through, and nowhere but in the request itself', () => {
    const extraFields = ['top_k']
    const request = { ...hello, top_k: 40 }
    expect(validateChatCompletionRequest(request, { extraFields })).toBe(request)
    expect(refusal({ ...request, min_p: 0 }, { extraFields }).param).toBe('min_p')
    expect(refusal({ ...request, stream: true, stream_options: { top_k: 1 } }, { extraFields }).param).toBe(
      'stream_options.top_k',
    )
  })

  test('does not excuse what is wrong in any dialect', () => {
    expect(refusal({ ...foreign, temperature: 3 }, { unknown: 'keep' }).param).toBe('temperature')
    expect(refusal({ ...hello, messages: [{ role: 'robot', content: '' }] }, { unknown: 'keep' }).param).toBe(
      'messages[0].role',
    )
  })
})
