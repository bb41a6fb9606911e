import type { CheckCase } from '../check-case.ts'
import { Deviation, expectThat, NotApplicable } from '../deviation.ts'
import { isRecord } from '../../is-record.ts'

// Bounded, so that even a model that rambles comes to its end within the limit.
const place = {
  type: 'object',
  properties: { city: { enum: ['Rome', 'Oslo'] }, warm: { type: 'boolean' } },
  required: ['city', 'warm'],
  additionalProperties: false,
}
const tools = [
  {
    type: 'function',
    // Without `strict`, nothing published holds arguments to their schema.
    function: { name: 'weather', description: 'The weather of a city.', parameters: place, strict: true },
  },
]
const room = { room: 100 }

/** Answers held to a form, and calls of tools. */
export const structureCases: readonly CheckCase[] = [
  {
    id: 'format.json',
    title: 'response_format json_object gives a JSON object',
    async run(probe) {
      const messages = [{ role: 'user', content: 'A ship as a short JSON object.' }]
      const [choice] = (await probe.completion({ messages, response_format: { type: 'json_object' } }, { room: 200 }))
        .choices
      const text = choice?.message.content ?? ''
      if (choice?.finish_reason === 'length') {
        expectThat(text.trimStart().startsWith('{'), 'The answer does not begin as a JSON object.')
        throw new NotApplicable('The model wrote more than 200 tokens; what came begins as a JSON object.')
      }
      expectThat(isRecord(parsed(text)), `It is not a JSON object: ${text.slice(0, 80)}`)
    },
  },
  {
    id: 'format.schema',
    title: 'response_format json_schema gives JSON that fits the schema',
    async run(probe) {
      const format = { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: place } }
      const [choice] = (await probe.completion({ response_format: format }, room)).choices
      expectPlace(choice?.message.content ?? '')
    },
  },
  {
    id: 'format.bad-schema',
    title: 'an invalid schema is refused with a 400 instead of being loosened',
    run(probe) {
      const format = { type: 'json_schema', json_schema: { name: 'x', strict: true, schema: { type: 'banana' } } }
      return probe.refusal(probe.ask({ response_format: format }), { status: 400, param: 'response_format' })
    },
  },
  {
    id: 'tools.forced',
    title: 'tool_choice with a function gives a call of it, with arguments that fit its schema',
    async run(probe) {
      const choice = { type: 'function', function: { name: 'weather' } }
      const { choices } = await probe.completion({ tools, tool_choice: choice }, room)
      expectCall(choices[0]?.message.tool_calls?.[0])
    },
  },
  {
    id: 'tools.required',
    title: 'tool_choice required gives a call and finish_reason tool_calls',
    async run(probe) {
      const { choices } = await probe.completion({ tools, tool_choice: 'required' }, room)
      expectCall(choices[0]?.message.tool_calls?.[0])
      expectThat(
        choices[0]?.finish_reason === 'tool_calls',
        `finish_reason is ${choices[0]?.finish_reason ?? 'missing'}.`,
      )
    },
  },
  {
    id: 'tools.none',
    title: 'tool_choice none gives no call',
    async run(probe) {
      const { choices } = await probe.completion({ tools, tool_choice: 'none' })
      expectThat(!choices[0]?.message.tool_calls?.length, 'There is a call.')
    },
  },
  {
    id: 'tools.stream',
    title: 'a streamed call has its id and name once, and its arguments in pieces that join to JSON',
    async run(probe) {
      const chunks = await probe.chunks({ tools, tool_choice: 'required' }, room)
      const pieces = chunks.flatMap(({ choices }) => choices.flatMap(({ delta }) => delta.tool_calls ?? []))
      const first = pieces.filter(({ index }) => index === 0)
      expectThat(first.length > 0, 'No chunk has a call of index 0.')
      expectThat(first.filter(({ id }) => id).length === 1, 'The id of the call does not come exactly once.')
      const [{ function: named } = {}] = first
      expectThat(named?.name === 'weather', `The first piece names ${named?.name ?? 'no function'}.`)
      expectPlace(first.map((piece) => piece.function?.arguments ?? '').join(''))
    },
  },
  {
    id: 'tools.answer',
    title: 'a call and its answer are accepted as part of the conversation',
    async run(probe) {
      const call = {
        id: 'call_1',
        type: 'function',
        function: { name: 'weather', arguments: '{"city":"Rome","warm":true}' },
      }
      await probe.completion({
        tools,
        messages: [
          { role: 'user', content: 'Is it warm in Rome?' },
          { role: 'assistant', content: null, tool_calls: [call] },
          { role: 'tool', tool_call_id: 'call_1', content: 'yes' },
        ],
      })
    },
  },
]

function expectCall(call: unknown): void {
  expectThat(isRecord(call), 'There is no call.')
  const { id, type, function: called } = call
  expectThat(typeof id === 'string' && id !== '', 'The call has no id.')
  expectThat(type === 'function' && isRecord(called), 'It is not a call of a function.')
  expectThat(called['name'] === 'weather', `It calls ${String(called['name'])}.`)
  expectPlace(String(called['arguments']))
}

function expectPlace(text: string): void {
  const value = parsed(text)
  const fits =
    isRecord(value) &&
    Object.keys(value).length === 2 &&
    (value['city'] === 'Rome' || value['city'] === 'Oslo') &&
    typeof value['warm'] === 'boolean'
  if (!fits) throw new Deviation(`It is no JSON of the schema: ${text.slice(0, 80)}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
