import { describe, expect, test } from 'vitest'

import { scriptedModel } from '../../../test/support/scripted-model.ts'
import { ask, chunksOf } from './__fixtures__/ask.ts'
import { dialects, type DialectKey } from './dialects/__fixtures__/dialects.ts'
import { weatherTools } from './dialects/__fixtures__/weather-tools.ts'
import { writeCalls } from './dialects/__fixtures__/write-calls.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'

/** What in a chat template gives a dialect away. */
const clues: Readonly<Record<DialectKey, string>> = {
  hermes: '<tool_call>{"name": n, "arguments": a}</tool_call>',
  llamaJson: '{"name": function name, "parameters": dictionary of names and values}',
  pythonic: '[func_name1(params_name1=params_value1)]',
  markedPythonic: '<|tool_call_start|>',
  mistralList: '[TOOL_CALLS]',
  mistralNamed: '[TOOL_CALLS][ARGS]',
  functionaryRecipients: '>>>recipient',
  functionTags: '<function=f>{}</function>',
  deepseekFenced: '<｜tool▁call▁begin｜>```json',
  deepseekPlain: '<｜tool▁call▁begin｜>',
  kimi: '<|tool_call_begin|><|tool_call_argument_begin|>',
  harmony: '<|channel|><|message|> to=',
  commandR: '<|START_ACTION|> tool_name',
  jsonList: '<TOOLCALL>[',
  functionParameters: '<tool_call><function=f><parameter=k>',
  argumentPairs: '<tool_call><arg_key><arg_value></tool_call>',
  functionGemma: '<start_function_call><escape>',
  gemma4: '<|tool_call><tool_call|>',
  generic: '',
}

const tools = weatherTools.map(({ definition }) => definition)
const calls = [
  { name: 'get_weather', args: { city: 'Oslo', days: 2 } },
  { name: 'now', args: {} },
]

async function engineFor(key: DialectKey, says: string): Promise<Engine> {
  const messages =
    "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
  const readsTools = key === 'generic' ? '' : '{% for tool in tools or [] %}{% endfor %}'
  const template = `{# ${clues[key]} #}${readsTools}${messages}{{ '<|im_start|>assistant\n' }}`
  // Marks that models have tokens of their own for are control tokens here, too.
  const controlTokens = [
    ...new Set(
      says.match(
        /<\|[^|>]*\|>|<\|tool_call>|<tool_call\|>|<(?:start|end)_function_call>|<escape>|<｜[^｜]*｜>|\[[A-Z_]{4,}\]/g,
      ),
    ),
  ]
  const model = await scriptedModel({ says, template, controlTokens })
  return createEngine({ threads: 1, gpu: 'none', contextSize: 1024, parallel: 1, model })
}

const keys = Object.keys(dialects).filter((key): key is DialectKey => Object.hasOwn(clues, key))

// With log probabilities each token has a step of its own, as the script of a reciter wants it.
const settings = { tools, max_tokens: 300, logprobs: true } as const

describe.each(keys)('a model that writes calls as %s', (key) => {
  const wanted = dialects[key].calls.layout.between === undefined ? calls.slice(0, 1) : calls
  const says = writeCalls(dialects[key], wanted)

  test('is heard through the engine, at once and streamed, and held to the schemas', async () => {
    const engine = await engineFor(key, says)
    const { choices } = await ask(engine, 'Weather?', settings)
    const chunks = await chunksOf(engine, 'Weather?', { ...settings, stream: true })
    const forced = { ...settings, tool_choice: 'required', parallel_tool_calls: false } as const
    const required = await ask(engine, 'Weather?', forced)
    await engine.close()
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } })
    const read = (choices[0]?.message.tool_calls ?? []).map((call) =>
      call.type === 'function'
        ? { name: call.function.name, args: JSON.parse(call.function.arguments) as unknown }
        : call,
    )
    expect(read).toEqual(wanted)
    const pieces = chunks.flatMap(({ choices: [choice] }) => choice?.delta.tool_calls ?? [])
    expect(pieces.length).toBeGreaterThan(2 * wanted.length)
    expect(required.choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } })
    expect(required.choices[0]?.message.tool_calls).toHaveLength(1)
  })
})
