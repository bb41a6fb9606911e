import { validateChatCompletionRequest } from 'colloquy/validate'
import fc, { type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'

const name = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '_', '-'), minLength: 1, maxLength: 64 })
const text = fc.string({ unit: 'binary' })
const textParts = fc.array(fc.record({ type: fc.constant('text'), text }), { minLength: 1, maxLength: 3 })
const content = fc.oneof(text, textParts)

function maybe<T>(value: Arbitrary<T>): Arbitrary<T | null> {
  return fc.option(value)
}

/** A turn: a message, or an assistant's calls with their answers in any order. */
const turn: Arbitrary<object[]> = fc.oneof(
  fc.record({ role: fc.constantFrom('developer', 'system', 'user', 'assistant'), content }).map((message) => [message]),
  fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).chain((ids) => {
    const calls = ids.map((id) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } }))
    const answers = fc.shuffledSubarray(ids, { minLength: ids.length })
    return answers.map((order) => [
      { role: 'assistant', content: null, tool_calls: calls },
      ...order.map((id) => ({ role: 'tool', tool_call_id: id, content: 'done' })),
    ])
  }),
)

const tools: Arbitrary<object> = fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).chain((known) =>
  fc.record(
    {
      tools: fc.constant(known.map((tool) => ({ type: 'function', function: { name: tool, parameters: {} } }))),
      tool_choice: fc.oneof(
        fc.constantFrom(null, 'none', 'auto', 'required'),
        fc.constantFrom(...known).map((tool) => ({ type: 'function', function: { name: tool } })),
        fc.subarray(known, { minLength: 1 }).map((allowed) => ({
          type: 'allowed_tools',
          allowed_tools: {
            mode: 'auto',
            tools: allowed.map((tool) => ({ type: 'function', function: { name: tool } })),
          },
        })),
      ),
      parallel_tool_calls: maybe(fc.boolean()),
    },
    { requiredKeys: ['tools'] },
  ),
)

const options = fc.record(
  {
    temperature: maybe(fc.double({ min: 0, max: 2, noNaN: true })),
    top_p: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
    frequency_penalty: maybe(fc.double({ min: -2, max: 2, noNaN: true })),
    n: maybe(fc.integer({ min: 1, max: 128 })),
    seed: maybe(fc.maxSafeInteger()),
    stop: maybe(
      fc.oneof(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })),
    ),
    logit_bias: maybe(fc.dictionary(fc.nat().map(String), fc.double({ min: -100, max: 100, noNaN: true }))),
    reasoning_effort: maybe(fc.constantFrom('none', 'low', 'max')),
    response_format: maybe(
      fc.record({ type: fc.constant('json_schema'), json_schema: fc.record({ name, schema: fc.constant({}) }) }),
    ),
    user: maybe(text),
  },
  { requiredKeys: [] },
)

const pairs = [
  fc.constantFrom({}, { stream: true }, { stream: true, stream_options: { include_usage: true } }),
  fc.constantFrom({}, { logprobs: true }, { logprobs: true, top_logprobs: 20 }),
  fc.constantFrom({}, { max_tokens: 1 }, { max_completion_tokens: 1 }, { max_tokens: null, max_completion_tokens: 5 }),
  fc.constantFrom({}, { store: true, metadata: { a: 'b' } }, { metadata: null }),
  fc.oneof(fc.constant({}), tools),
]

const request = fc
  .tuple(fc.array(turn, { minLength: 1, maxLength: 5 }), options, ...pairs)
  .map(([turns, ...rest]) => Object.assign({ model: 'm', messages: turns.flat() }, ...rest))

test('any valid request comes back as the very same value, with nothing changed inside', () => {
  fc.assert(
    fc.property(request, (value) => {
      const before = structuredClone(value)
      expect(validateChatCompletionRequest(value)).toBe(value)
      expect(value).toEqual(before)
    }),
    { numRuns: 500 },
  )
})

test('any value at all is accepted or refused with an error that names the field', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ model: text, messages: fc.anything() })), (value) => {
      try {
        expect(validateChatCompletionRequest(value)).toBe(value)
      } catch (error) {
        expect(error).toMatchObject({ name: 'InvalidRequestError', status: 400 })
      }
    }),
    { numRuns: 2000 },
  )
})
