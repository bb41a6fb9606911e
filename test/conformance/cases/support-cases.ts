import type { ChatCompletion } from 'colloquy'
import { ResumableJson } from 'colloquy/stream'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'

const needs = { generates: 'a script answers whatever it is asked' }
// Short enough to end within the limit: a string of no given length may go on until the answer is cut.
const place = {
  type: 'object',
  properties: { city: { enum: ['Rome', 'Oslo'] } },
  required: ['city'],
  additionalProperties: false,
}
const tools = [{ type: 'function', function: { name: 'weather', parameters: place } }]
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }

interface Choice {
  /** What is asked for, as the end of "either … or refuses …". */
  readonly what: string
  readonly fields: Readonly<Record<string, unknown>>
  /** The field a refusal must name, or begin with. */
  readonly param: string
  /** True where the answer shows that the request was honoured. */
  readonly honoured: (answer: ChatCompletion) => boolean
}

/** What not every backend can do. Taking the field and doing nothing is the one wrong answer. */
const choices: readonly Choice[] = [
  {
    what: 'writes a JSON object',
    fields: { reasoning_effort: 'none', response_format: { type: 'json_object' } },
    param: 'response_format',
    honoured: ({ choices: [first] }) => {
      const json = new ResumableJson()
      json.push(first?.message.content ?? '')
      return isObject(json.value) && (json.complete || first?.finish_reason === 'length')
    },
  },
  {
    what: 'writes JSON of a schema',
    fields: {
      max_completion_tokens: 60,
      reasoning_effort: 'none',
      response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: place } },
    },
    param: 'response_format',
    honoured: (answer) => place.properties.city.enum.includes(parsed(answer).city),
  },
  {
    what: 'calls a tool it must call',
    fields: { max_completion_tokens: 400, tools, tool_choice: 'required', parallel_tool_calls: false },
    param: 'tools',
    honoured: ({ choices: [first] }) => first?.finish_reason === 'tool_calls' && first.message.tool_calls?.length === 1,
  },
  {
    what: 'speaks',
    fields: { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } },
    param: 'modalities',
    honoured: ({ choices: [first] }) => isObject(first?.message.audio),
  },
  {
    what: 'looks at a picture',
    fields: { messages: [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, image] }] },
    param: 'messages[0].content[1]',
    honoured: ({ usage }) => (usage?.prompt_tokens_details?.image_tokens ?? 0) > 0,
  },
  {
    what: 'uses a prediction',
    fields: { prediction: { type: 'content', content: 'Once upon a time' } },
    param: 'prediction',
    honoured: ({ usage }) => usage?.completion_tokens_details?.rejected_prediction_tokens !== undefined,
  },
  {
    what: 'searches the web',
    fields: { web_search_options: {} },
    param: 'web_search_options',
    honoured: ({ choices: [first] }) => first?.message.annotations !== undefined,
  },
  {
    what: 'moderates',
    fields: { moderation: { model: 'omni-moderation-latest' } },
    param: 'moderation',
    honoured: ({ moderation }) => isObject(moderation),
  },
]

/** What a backend need not be able to do, but must not pretend to. */
export const supportCases: readonly ConformanceCase[] = choices.map(({ what, fields, param, honoured }) => ({
  behaviour: `either ${what} or refuses \`${param}\` by name`,
  needs,
  check: async (asker) => {
    const answer = await asker.completion(fields).catch((error: unknown) => error)
    if (isObject(answer) && 'choices' in answer) {
      expect(answer).toSatisfy(honoured)
    } else {
      const code = expect.stringMatching(/^unsupported_(parameter|value)$/)
      expect(answer).toMatchObject({ status: 400, code, param: expect.stringContaining(param) })
    }
  },
}))

function parsed({ choices: [first] }: ChatCompletion): { city: string } {
  return JSON.parse(first?.message.content ?? 'null')
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
