import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'

const user = { role: 'user', content: 'Hi' }
const tool = { type: 'function', function: { name: 'weather' } }
const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } }

/** Where a field needs another, OpenAI sends no code: over the wire the client falls back to its class's. */
const unnamed: unknown = expect.toBeOneOf(['parameter_needs_another', 'invalid_value'])

interface Refusal {
  /** What is wrong, as the end of "refuses …". */
  readonly what: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly code: unknown
  readonly param: string | null
}

/** One or two requests of each kind that cannot be answered, and how each must be named. */
const refusals: readonly Refusal[] = [
  { what: 'no messages', fields: { messages: [] }, code: 'empty_array', param: 'messages' },
  {
    what: 'a request without messages',
    fields: { messages: undefined },
    code: 'missing_required_parameter',
    param: 'messages',
  },
  { what: 'messages that are no list', fields: { messages: 'Hi' }, code: 'invalid_type', param: 'messages' },
  {
    what: 'a message without a role',
    fields: { messages: [{ content: 'Hi' }] },
    code: 'missing_required_parameter',
    param: 'messages[0].role',
  },
  {
    what: 'an unknown role',
    fields: { messages: [{ ...user, role: 'robot' }] },
    code: 'invalid_value',
    param: 'messages[0].role',
  },
  {
    what: 'content that is a number',
    fields: { messages: [user, { ...user, content: 3 }] },
    code: 'invalid_type',
    param: 'messages[1].content',
  },
  {
    what: 'a content part of unknown type',
    fields: { messages: [{ ...user, content: [{ type: 'smell' }] }] },
    code: 'invalid_value',
    param: 'messages[0].content[0].type',
  },
  { what: 'an unknown parameter', fields: { temprature: 1 }, code: 'unknown_parameter', param: 'temprature' },
  {
    what: 'an unknown field of a message',
    fields: { messages: [{ ...user, nmae: 'A' }] },
    code: 'unknown_parameter',
    param: 'messages[0].nmae',
  },
  {
    what: 'a temperature above 2',
    fields: { temperature: 2.01 },
    code: 'decimal_above_max_value',
    param: 'temperature',
  },
  {
    what: 'a temperature below 0',
    fields: { temperature: -0.01 },
    code: 'decimal_below_min_value',
    param: 'temperature',
  },
  { what: 'a temperature that is text', fields: { temperature: '1' }, code: 'invalid_type', param: 'temperature' },
  { what: 'a top_p above 1', fields: { top_p: 1.5 }, code: 'decimal_above_max_value', param: 'top_p' },
  {
    what: 'a penalty below -2',
    fields: { presence_penalty: -2.1 },
    code: 'decimal_below_min_value',
    param: 'presence_penalty',
  },
  { what: 'no choices at all', fields: { n: 0 }, code: 'integer_below_min_value', param: 'n' },
  { what: 'more than 128 choices', fields: { n: 129 }, code: 'integer_above_max_value', param: 'n' },
  { what: 'half a choice', fields: { n: 1.5 }, code: 'invalid_type', param: 'n' },
  {
    what: 'a limit of no tokens',
    fields: { max_completion_tokens: 0 },
    code: 'integer_below_min_value',
    param: 'max_completion_tokens',
  },
  {
    what: 'two token limits',
    fields: { max_completion_tokens: 5, max_tokens: 5 },
    code: 'invalid_parameter_combination',
    param: 'max_tokens',
  },
  {
    what: 'more than four stop strings',
    fields: { stop: ['a', 'b', 'c', 'd', 'e'] },
    code: 'array_above_max_length',
    param: 'stop',
  },
  {
    what: 'a bias above 100',
    fields: { logit_bias: { '5': 101 } },
    code: 'decimal_above_max_value',
    param: 'logit_bias["5"]',
  },
  {
    what: 'more than 20 likely tokens',
    fields: { logprobs: true, top_logprobs: 21 },
    code: 'integer_above_max_value',
    param: 'top_logprobs',
  },
  {
    what: 'likely tokens without log probabilities',
    fields: { top_logprobs: 2 },
    code: unnamed,
    param: 'top_logprobs',
  },
  {
    what: 'a tool choice without tools',
    fields: { tool_choice: 'auto' },
    code: unnamed,
    param: 'tool_choice',
  },
  { what: 'an empty list of tools', fields: { tools: [] }, code: 'empty_array', param: 'tools' },
  {
    what: 'a choice of a tool that is not there',
    fields: { tools: [tool], tool_choice: { type: 'function', function: { name: 'time' } } },
    code: 'invalid_value',
    param: 'tool_choice.function.name',
  },
  {
    what: 'a tool message that answers no call',
    fields: { messages: [user, { role: 'tool', tool_call_id: 'call_9', content: 'x' }] },
    code: 'invalid_value',
    param: 'messages[1].tool_call_id',
  },
  {
    what: 'a tool call that nobody answered',
    fields: { messages: [user, { role: 'assistant', tool_calls: [call] }, user] },
    code: 'invalid_value',
    param: 'messages[1].tool_calls[0]',
  },
  {
    what: 'an unknown response format',
    fields: { response_format: { type: 'xml' } },
    code: 'invalid_value',
    param: 'response_format.type',
  },
  {
    what: 'a safety identifier of more than 64 characters',
    fields: { safety_identifier: 'x'.repeat(65) },
    code: 'string_above_max_length',
    param: 'safety_identifier',
  },
  {
    what: 'metadata without storing',
    fields: { metadata: { a: 'b' } },
    code: unnamed,
    param: 'metadata',
  },
]

/** Requests that cannot be answered are refused before the first chunk, by the field and with OpenAI's code. */
export const refusalCases: readonly ConformanceCase[] = [
  ...refusals.map(({ what, fields, code, param }): ConformanceCase => ({
    behaviour: `refuses ${what}`,
    needs: { validates: 'a script answers whatever it is asked' },
    check: async (asker) => {
      const error = await asker.refusal(fields)
      expect(error).toMatchObject({
        name: 'InvalidRequestError',
        status: 400,
        type: 'invalid_request_error',
        code,
        param,
      })
      if (param !== null) expect(error.message).toContain(`\`${param}\``)
    },
  })),
  {
    behaviour: 'refuses a model it does not have, by its name',
    check: async (asker) => {
      const error = await asker.refusal({ model: 'no/such-model' })
      expect(error).toMatchObject({ name: 'NotFoundError', status: 404, code: 'model_not_found', param: null })
      expect(error.message).toContain('`no/such-model`')
    },
  },
  {
    behaviour: 'refuses a prompt longer than its context',
    needs: { generates: 'a script has no context to overflow' },
    check: async (asker) => {
      const messages = [{ role: 'user', content: 'word '.repeat(20_000) }]
      expect(await asker.refusal({ messages })).toMatchObject({
        status: 400,
        code: 'context_length_exceeded',
        param: 'messages',
      })
    },
  },
]
