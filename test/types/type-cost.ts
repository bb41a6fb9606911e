import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { z } from 'zod'
import { Colloquy } from 'colloquy'
import { defineTool, runTools } from 'colloquy/tools'

// Calls of every kind, for `type-cost.test.ts` to count what they cost the compiler. It is compiled, never run.

const { chat } = new Colloquy()
const base = { model: 'm', messages: [] }
const person = z.object({
  name: z.string(),
  born: z.number().int().optional(),
  address: z.object({ street: z.string(), town: z.string(), tags: z.array(z.enum(['home', 'work'])) }),
})
const byValibot = toStandardJsonSchema(v.object({ name: v.string(), age: v.optional(v.number()) }))
const byArkType = type({ name: 'string', 'age?': 'number' })
const tool = defineTool({ name: 'person', parameters: person, run: ({ address }) => address.town })
const plain = defineTool({
  name: 'plain',
  parameters: {
    type: 'object',
    properties: {
      a: { type: 'string' },
      b: { type: 'array', items: { type: 'object', properties: { c: { type: 'integer' } } } },
    },
    required: ['a'],
  },
  run: ({ a, b }) => a + (b?.length ?? 0),
})

export async function calls(stream: boolean): Promise<unknown[]> {
  const one = await chat.createChatCompletion({ ...base })
  const two = await chat.createChatCompletion({ ...base, stream: true })
  const three = await chat.createChatCompletion({ ...base, stream })
  const four = await chat.createChatCompletion({ ...base, response_format: person })
  const five = await chat.createChatCompletion({ ...base, response_format: byValibot })
  const six = await chat.createChatCompletion({ ...base, response_format: byArkType })
  const seven = await chat.createChatCompletion({ ...base, tools: [tool, plain], response_format: person })
  const eight = await chat.createChatCompletion({ ...base, tools: [tool], stream: true })
  const nine = await runTools(chat, { ...base, tools: [tool, plain], response_format: byArkType })
  const ten = await chat.completions.parse({
    ...base,
    tools: [
      { type: 'function', function: { name: 'a', parameters: byValibot } },
      {
        type: 'function',
        function: { name: 'b', parameters: { type: 'object', properties: { x: { type: 'number' } } } },
      },
    ],
  })
  return [
    one.choices[0]?.message.content,
    two.snapshot,
    three,
    four.choices[0]?.message.parsed?.address.tags,
    five.choices[0]?.message.parsed?.age,
    six.choices[0]?.message.parsed?.name,
    seven.choices[0]?.message.tool_calls?.[0]?.function.parsed_arguments,
    await eight.completion(),
    nine.completion.choices[0]?.message.parsed?.age,
    ten.choices[0]?.message.tool_calls?.[0]?.function.parsed_arguments,
  ]
}
