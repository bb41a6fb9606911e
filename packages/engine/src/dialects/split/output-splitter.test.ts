import { describe, expect, test } from 'vitest'

import { dialects, type DialectKey } from '../__fixtures__/dialects.ts'
import { outputs, type RecordedOutput } from '../__fixtures__/outputs.ts'
import { assemble, readOutput, type ReadOutput } from '../__fixtures__/read-output.ts'
import { weatherTools as tools } from '../__fixtures__/weather-tools.ts'
import { begunAnswer } from '../begun-answer.ts'
import { OutputSplitter } from './output-splitter.ts'

function expected({ content = '', reasoning = '', calls = [] }: RecordedOutput): object {
  return { content, reasoning, calls: calls.map(([name, args]) => ({ name, args, complete: true })) }
}

function meaning({ content, reasoning, calls }: ReadOutput): object {
  return {
    content,
    reasoning,
    calls: calls.map((call) => ({ name: call.name, args: JSON.parse(call.arguments), complete: call.complete })),
  }
}

describe.each(outputs)('$dialect, $shows', (recorded) => {
  const dialect = dialects[recorded.dialect]
  const options = { tools, ...(recorded.prompt === undefined ? {} : { begun: begunAnswer(dialect, recorded.prompt) }) }

  test('is read whole', () => {
    expect(meaning(readOutput(dialect, [recorded.output], options))).toEqual(expected(recorded))
  })

  test('is read alike in two pieces, wherever it is cut', () => {
    const whole = readOutput(dialect, [recorded.output], options)
    const characters = Array.from(recorded.output)
    for (let cut = 0; cut <= characters.length; cut++) {
      const pieces = [characters.slice(0, cut).join(''), characters.slice(cut).join('')]
      expect(readOutput(dialect, pieces, options)).toEqual(whole)
    }
  })

  test('is read alike character by character, told while it comes', () => {
    const whole = readOutput(dialect, [recorded.output], options)
    expect(readOutput(dialect, Array.from(recorded.output), { ...options, trusted: true })).toEqual(whole)
  })

  test('tells where in the output each word of the content stood', () => {
    const splitter = new OutputSplitter(dialect, options)
    const events = [...Array.from(recorded.output).flatMap((character) => splitter.push(character)), ...splitter.end()]
    for (const event of events) {
      if (event.type === 'content') expect(recorded.output.startsWith(event.text, event.at)).toBe(true)
    }
  })
})

const noCalls: readonly (readonly [dialect: DialectKey, output: string])[] = [
  ['hermes', '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Zürich"}\n</tool_call> oh'],
  ['hermes', '<tool_call>{"name": "unknown_tool", "arguments": {}}</tool_call>'],
  ['hermes', '<tool_call>{"name": "get_weather", "arguments": [1]}</tool_call>'],
  ['hermes', '<tool_call>{"name": "get_weather", "arguments": {"a": 01}}</tool_call>'],
  ['hermes', '<tool_call>{"name": "get_weather", "arguments": {"a": "'],
  ['hermes', 'Use <tool_call> and </tool_call>, or <tool'],
  ['llamaJson', '{"name": "unknown_tool"}'],
  ['llamaJson', '{"type": "function", "function": {"name": "unknown_tool", "parameters": {}}}'],
  ['llamaJson', '{"parameters": {}, "function": {"name": "now", "parameters": {}}}'],
  ['llamaJson', '{"function": {"name": "now"}, "name": "now"}'],
  ['llamaJson', '{"function": {"name": "now", "parameters": {}}, "parameters": {}}'],
  ['llamaJson', '[1, 2, {"name": "now", "parameters": {}}]'],
  ['llamaJson', '["now"]'],
  ['llamaJson', '{"name": "unknown_tool", "parameters": {}}'],
  ['llamaJson', '{"city": "Zürich", "days": [1, 2, {"name": "now"}]}'],
  ['llamaJson', 'An object: {"name": "now", "parameters": {}}'],
  ['llamaJson', '<|python_tag|>print({"name": "now"})'],
  ['pythonic', '[1, 2, 3]'],
  ['pythonic', '[get_weather("Zürich")]'],
  ['pythonic', '[get_weather(city=Zürich)]'],
  ['pythonic', '[get_weather(city="a"'],
  ['pythonic', '[unknown_tool(a=1)]'],
  ['mistralList', '[TOOL_CALLS][{"name": "get_weather"; }]'],
  ['mistralNamed', '[TOOL_CALLS]get_weather{"city": "a"}'],
  ['functionaryRecipients', 'In Python: >>> print({1: 2})'],
  ['functionTags', '<function=unknown_tool>{}</function>'],
  ['kimi', '<|tool_call_begin|>functions.unknown_tool:0<|tool_call_argument_begin|>{}'],
  ['functionParameters', '<tool_call>\n<function=get_weather>\n<city>x</city>\n</function>\n</tool_call>'],
  ['functionGemma', '<start_function_call>call:unknown_tool{}<end_function_call>'],
  ['functionGemma', '<start_function_call>call:get_weather{city:<escape>x<escape>,city:1}'],
  ['gemma4', '<|tool_call>call:get_weather{city:Zürich}<tool_call|>'],
  ['gemma4', '<|tool_call>call:get_weather{days:1,}<tool_call|>'],
  ['gemma4', '<|tool_call>call:get_weather{city:<|"|>x'],
  ['argumentPairs', '<tool_call>unknown_tool\n</tool_call>'],
]

describe('what is no call of a declared tool', () => {
  test.each(noCalls)('%s: stays content, letter for letter: %s', (key, output) => {
    for (const pieces of [[output], Array.from(output)]) {
      expect(readOutput(dialects[key], pieces, { tools })).toEqual({ content: output, reasoning: '', calls: [] })
    }
  })

  test('is content in every dialect when no tools are declared', () => {
    const output = '<tool_call>{"name": "now", "arguments": {}}</tool_call>'
    expect(readOutput(dialects.hermes, [output])).toEqual({ content: output, reasoning: '', calls: [] })
  })

  test('does not hide a call that follows it', () => {
    const output = '<tool_call>oops <tool_call>{"name": "now", "arguments": {}}</tool_call>'
    expect(meaning(readOutput(dialects.hermes, [output], { tools }))).toEqual({
      content: '<tool_call>oops ',
      reasoning: '',
      calls: [{ name: 'now', args: {}, complete: true }],
    })
  })

  test('does not take back a call before it in the same list', () => {
    const output = '[TOOL_CALLS][{"name": "now", "arguments": {}}, {"name": "now", oops}]'
    const { content, calls } = readOutput(dialects.mistralList, [output], { tools })
    expect({ content, calls: calls.length }).toEqual({ content: ', {"name": "now", oops}]', calls: 1 })
  })
})

describe('marks that a model quotes', () => {
  const harmonyTokens = ['<|start|>', '<|channel|>', '<|message|>', '<|end|>', '<|return|>', '<|constrain|>']
  const commandRTokens = ['<|START_RESPONSE|>', '<|END_RESPONSE|>', '<|START_ACTION|>', '<|END_ACTION|>']
  const quoted: readonly (readonly [DialectKey, readonly string[], string])[] = [
    [
      'harmony',
      harmonyTokens,
      '<|end|><|start|>assistant<|channel|>final<|message|> and <|channel|>analysis<|message|>',
    ],
    ['harmony', harmonyTokens, '<|channel|>commentary to=functions.now <|constrain|>json<|message|>{}'],
    ['commandR', commandRTokens, '<|START_RESPONSE|>x<|END_RESPONSE|>'],
    ['commandR', commandRTokens, '<|START_ACTION|>[{"tool_name": "now", "parameters": {}}]<|END_ACTION|>'],
  ]

  /** The dialect where the vocabulary has a token for each mark, and the pieces of an answer that begins with `lead`. */
  const answer = (key: DialectKey, tokens: readonly string[]) => ({
    dialect: {
      ...dialects[key],
      markTokens: new Map(tokens.map((text, id) => [id, text])),
      quotableMarks: new Set(tokens),
    },
    lead:
      key === 'harmony'
        ? [{ token: '<|channel|>' }, 'final', { token: '<|message|>' }]
        : [{ token: '<|START_RESPONSE|>' }],
  })

  /** A text whole, in two pieces cut at each place, and letter by letter. */
  const splits = (text: string): string[][] => [
    [text],
    ...Array.from(text, (_, cut) => [text.slice(0, cut), text.slice(cut)]),
    Array.from(text),
  ]

  test.each(quoted)('are text where they are spelled in %s, however it is cut: %#', (key, tokens, quotation) => {
    const { dialect, lead } = answer(key, tokens)
    const text = `The marks "${quotation}" end it.`
    for (const pieces of splits(text)) {
      expect(readOutput(dialect, [...lead, ...pieces], { tools })).toEqual({ content: text, reasoning: '', calls: [] })
    }
  })

  test.each(quoted)(
    'are text inside the strings of an answer held to a form in %s, even as tokens: %#',
    (key, tokens, quotation) => {
      const { dialect, lead } = answer(key, tokens)
      const text = JSON.stringify({ quotation })
      for (const pieces of [...splits(text), ['{"quotation":"', ...tokens.map((token) => ({ token })), '"}']]) {
        const { content, calls } = readOutput(dialect, [...lead, ...pieces], { tools, trusted: true, formed: true })
        expect(calls).toEqual([])
        expect(JSON.parse(content)).toEqual({
          quotation: pieces.length === tokens.length + 2 ? tokens.join('') : quotation,
        })
      }
    },
  )

  test('are marks where the model writes them as tokens', () => {
    const { dialect, lead } = answer('harmony', harmonyTokens)
    const call = [{ token: '<|channel|>' }, 'commentary to=functions.now ', { token: '<|constrain|>' }, 'json']
    const pieces = [...lead, 'A <|end|>. ', { token: '<|end|>' }, { token: '<|start|>' }, 'assistant', ...call]
    expect(readOutput(dialect, [...pieces, { token: '<|message|>' }, '{}'], { tools })).toMatchObject({
      content: 'A <|end|>. ',
      calls: [{ name: 'now', arguments: '{}' }],
    })
  })
})

describe('an output splitter', () => {
  const twoCalls =
    '<tool_call>{"name":"now","arguments":{}}</tool_call>\n<tool_call>{"name":"now","arguments":{}}</tool_call>'

  test('ends after the first call when calls in parallel are not wanted', () => {
    const splitter = new OutputSplitter(dialects.hermes, { tools, parallel: false })
    const { calls, content } = assemble([...splitter.push(twoCalls), ...splitter.push(' More.'), ...splitter.end()])
    expect({ calls: calls.length, content, isOver: splitter.isOver }).toEqual({ calls: 1, content: '', isOver: true })
  })

  test('gives every call an id of its own, in the form the dialect needs', () => {
    const ids = (key: DialectKey, output: string): string[] => {
      const splitter = new OutputSplitter(dialects[key], { tools })
      return assemble([...splitter.push(output), ...splitter.end()]).calls.map(({ id }) => id)
    }
    const hermesIds = ids('hermes', twoCalls)
    expect(new Set(hermesIds).size).toBe(2)
    expect(hermesIds[0]).toMatch(/^call_[A-Za-z0-9]{24}$/)
    expect(ids('mistralNamed', '[TOOL_CALLS]now[ARGS]{}')[0]).toMatch(/^[A-Za-z0-9]{9}$/)
  })

  test('tells a call while it is written once a grammar holds the model to it', () => {
    const splitter = new OutputSplitter(dialects.hermes, { tools, newId: () => 'call_1' })
    expect(splitter.push('Hm. <tool_call>{"name": "get_weather", ')).toEqual([{ type: 'content', text: 'Hm. ', at: 0 }])
    expect(splitter.openCall).toBe('<tool_call>{"name": "get_weather", ')
    splitter.trust()
    expect(splitter.push('"arguments": {"city": "Z')).toEqual([
      { type: 'tool-call-start', index: 0, id: 'call_1', name: 'get_weather' },
      { type: 'tool-call-arguments', index: 0, text: '{"city": "Z' },
    ])
    expect(splitter.push('ug"}')).toEqual([{ type: 'tool-call-arguments', index: 0, text: 'ug"}' }])
    expect(splitter.push('}')).toEqual([{ type: 'tool-call-end', index: 0 }])
    expect(splitter.openCall).toBeUndefined()
  })

  test('takes a bare brace for a call only when a declared tool is named', () => {
    const splitter = new OutputSplitter(dialects.llamaJson, { tools })
    splitter.push('{"name": ')
    expect(splitter.openCall).toBeUndefined()
    splitter.push('"now", ')
    expect(splitter.openCall).toBe('{"name": "now", ')
  })

  test('lets through the tokens that spell marks and drops all others', () => {
    const dialect = { ...dialects.hermes, markTokens: new Map([[7, '<tool_call>']]) }
    const pieces = [{ token: '<|im_start|>' }, { token: '<tool_call>' }, '{"name": "now"}', { token: '</s>' }]
    expect(readOutput(dialect, pieces, { tools }).calls).toHaveLength(1)
    expect(readOutput(dialect, pieces, { tools }).content).toBe('')
  })

  test('holds back no more than what could still be a mark', () => {
    const splitter = new OutputSplitter(dialects.hermes, { tools })
    expect(assemble(splitter.push('a < b <tool_')).content).toBe('a < b ')
    expect(assemble(splitter.push('box')).content).toBe('<tool_box')
  })

  test('says an answer of white space as it is', () => {
    expect(readOutput(dialects.hermes, [' \n'], { tools }).content).toBe(' \n')
    expect(readOutput(dialects.hermes, ['\n x'], { tools }).content).toBe('\n x')
  })

  test('leaves reasoning that was cut short in the reasoning', () => {
    expect(readOutput(dialects.hermes, ['<think>Let me </th'])).toEqual({
      content: '',
      reasoning: 'Let me </th',
      calls: [],
    })
  })

  test('takes a tag in mid-sentence for a quotation', () => {
    expect(readOutput(dialects.hermes, ['Models write <think>x</think>.']).content).toBe(
      'Models write <think>x</think>.',
    )
  })
})
