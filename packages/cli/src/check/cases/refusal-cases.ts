import type { CheckCase } from '../check-case.ts'
import { expectThat, NotApplicable } from '../deviation.ts'

interface Refused {
  readonly id: string
  readonly what: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly param: string
  /** As in a case: no published text says it. */
  readonly habit?: boolean
}

const refused: readonly Refused[] = [
  { id: 'no-messages', what: 'a request without messages', fields: { messages: undefined }, param: 'messages' },
  { id: 'empty-messages', what: 'an empty list of messages', fields: { messages: [] }, param: 'messages' },
  {
    id: 'role',
    what: 'an unknown role',
    fields: { messages: [{ role: 'pirate', content: 'x' }] },
    param: 'messages',
  },
  { id: 'type', what: 'a temperature that is a string', fields: { temperature: 'hot' }, param: 'temperature' },
  { id: 'range', what: 'a temperature of 3', fields: { temperature: 3 }, param: 'temperature' },
  { id: 'top-p', what: 'a top_p of 2', fields: { top_p: 2 }, param: 'top_p' },
  { id: 'penalty', what: 'a presence_penalty of 5', fields: { presence_penalty: 5 }, param: 'presence_penalty' },
  { id: 'n', what: 'an n of 0', fields: { n: 0 }, param: 'n' },
  {
    id: 'tokens',
    what: 'a negative token limit',
    fields: { max_completion_tokens: -1 },
    param: 'max_completion_tokens',
    habit: true,
  },
  { id: 'stop', what: 'a list of five stop texts', fields: { stop: ['a', 'b', 'c', 'd', 'e'] }, param: 'stop' },
  { id: 'top-logprobs', what: 'top_logprobs without logprobs', fields: { top_logprobs: 2 }, param: 'top_logprobs' },
  {
    id: 'logprobs-range',
    what: 'a top_logprobs of 21',
    fields: { logprobs: true, top_logprobs: 21 },
    param: 'top_logprobs',
  },
  { id: 'bias', what: 'a bias of 101', fields: { logit_bias: { 1: 101 } }, param: 'logit_bias' },
  {
    id: 'stream-options',
    what: 'stream_options without stream',
    fields: { stream_options: { include_usage: true } },
    param: 'stream_options',
  },
  { id: 'unknown-field', what: 'an unknown field', fields: { temprature: 1 }, param: 'temprature', habit: true },
  {
    id: 'tool-answer',
    what: 'a tool’s answer without a call',
    fields: { messages: [{ role: 'tool', tool_call_id: 'x', content: 'y' }] },
    param: 'messages',
    habit: true,
  },
  {
    id: 'tool-choice',
    what: 'tool_choice without tools',
    fields: { tool_choice: 'required' },
    param: 'tool_choice',
    habit: true,
  },
  {
    id: 'format',
    what: 'an unknown response_format',
    fields: { response_format: { type: 'poem' } },
    param: 'response_format',
  },
]

/** What must be refused, in the published form, and by the name of the field. */
export const refusalCases: readonly CheckCase[] = [
  ...refused.map(({ id, what, fields, param, habit = false }): CheckCase => ({
    id: `refusal.${id}`,
    title: `${what} is refused by name with a 400`,
    habit,
    run: (probe) => probe.refusal(probe.ask(fields), { status: 400, param }),
  })),
  {
    id: 'refusal.json',
    title: 'a body that is not JSON is refused with a 400',
    run: (probe) =>
      probe.refusal(probe.send('/chat/completions', { method: 'POST', body: '{"model":' }), { status: 400 }),
  },
  {
    id: 'refusal.model',
    title: 'an unknown model is a 404 with the code model_not_found',
    habit: true,
    run: (probe) => probe.refusal(probe.ask({ model: 'no-such-model' }), { status: 404, code: 'model_not_found' }),
  },
  {
    id: 'refusal.key',
    title: 'a wrong key is a 401 with the code invalid_api_key',
    habit: true,
    async run(probe) {
      if (probe.apiKey === undefined) throw new NotApplicable('It was asked without a key.')
      const { status } = await probe.send('/models', { key: 'sk-no-such-key' })
      expectThat(status !== 200, 'A wrong key is accepted like the right one.')
      await probe.refusal(probe.send('/models', { key: 'sk-no-such-key' }), { status: 401, code: 'invalid_api_key' })
    },
  },
]
