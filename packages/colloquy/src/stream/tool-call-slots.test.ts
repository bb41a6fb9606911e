import { describe, expect, test } from 'vitest'
import type { ChatCompletionMessageToolCallChunk, ChatCompletionToolCall } from '../protocol/index.ts'
import { ToolCallSlots } from './tool-call-slots.ts'

/** The calls these deltas make; a list stands for several pieces in one delta. */
function join(...deltas: (object | object[])[]): ChatCompletionToolCall[] {
  const slots = new ToolCallSlots()
  // Parsed from the wire, whatever the type says of index and arguments.
  const pieces: ChatCompletionMessageToolCallChunk[] = JSON.parse(JSON.stringify(deltas.flat()))
  for (const piece of pieces) slots.push(piece)
  return slots.calls
}

/** The same, each as `id name(arguments)`. */
function calls(...deltas: object[]): string[] {
  return join(...deltas).map((call) =>
    call.type === 'function'
      ? `${call.id} ${call.function.name}(${call.function.arguments})`
      : `${call.id} ${call.custom.name}<${call.custom.input}>`,
  )
}

const start = (index: number, id: string, name: string) => ({
  index,
  id,
  type: 'function',
  function: { name, arguments: '' },
})
const more = (index: number, text: string) => ({ index, function: { arguments: text } })

describe('joins pieces of tool calls', () => {
  test.each<[string, object[], string[]]>([
    ['joined by index', [start(0, 'a', 'f'), more(0, '{'), more(0, '}')], ['a f({})']],
    [
      'interleaved',
      [start(0, 'a', 'f'), start(1, 'b', 'g'), more(0, '{"x"'), more(1, '[1'), more(0, ':1}'), more(1, ']')],
      ['a f({"x":1})', 'b g([1])'],
    ],
    [
      'several in one delta',
      [
        [start(0, 'a', 'f'), start(1, 'b', 'g')],
        [more(1, '2'), more(0, '1')],
      ],
      ['a f(1)', 'b g(2)'],
    ],
    ['whole in one piece', [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }], ['a f({})']],
    ['first index 1', [start(1, 'a', 'f'), more(1, '{}')], ['a f({})']],
    ['begun in reverse', [start(1, 'b', 'g'), start(0, 'a', 'f'), more(1, '2'), more(0, '1')], ['a f(1)', 'b g(2)']],
    [
      'without index, told apart by id',
      [
        { id: 'a', function: { name: 'f', arguments: '1' } },
        { id: 'b', function: { name: 'f', arguments: '2' } },
        { id: 'a', function: { arguments: '3' } },
        { function: { arguments: '4' } },
      ],
      ['a f(13)', 'b f(24)'],
    ],
    [
      'without index and id, told apart by name',
      [
        { function: { name: 'f', arguments: '1' } },
        { function: { name: 'g', arguments: '2' } },
        { function: { arguments: '3' } },
      ],
      [' f(1)', ' g(23)'],
    ],
    [
      'index null',
      [
        { index: null, id: 'a', function: { name: 'f' } },
        { index: null, function: { arguments: '{}' } },
      ],
      ['a f({})'],
    ],
    [
      'index 0 for every call, told apart by id',
      [start(0, 'a', 'f'), more(0, '1'), start(0, 'b', 'f'), more(0, '2')],
      ['a f(1)', 'b f(2)'],
    ],
    [
      'index 0 for every whole call, without ids',
      [0, 1].map((x) => ({ index: 0, id: '', function: { name: 'f', arguments: `{"x":${x}}` } })),
      [' f({"x":0})', ' f({"x":1})'],
    ],
    [
      'id and name repeated with each piece',
      ['{"x"', ':1}'].map((text) => ({ index: 0, id: 'a', function: { name: 'f', arguments: text } })),
      ['a f({"x":1})'],
    ],
    [
      'name repeated with each piece',
      ['{"x"', ':{', '}}'].map((text) => ({ index: 0, function: { name: 'f', arguments: text } })),
      [' f({"x":{}})'],
    ],
    [
      'another id with each piece of one call',
      [start(0, 'a', 'f'), { ...more(0, '{'), id: 'b' }, { ...more(0, '}'), id: 'c' }],
      ['a f({})'],
    ],
    ['another index with each piece of one call', [start(0, 'a', 'f'), more(1, '{'), more(2, '}')], ['a f({})']],
    [
      'id after the first piece',
      [
        { index: 0, function: { name: 'f' } },
        { ...more(0, '{}'), id: 'a' },
      ],
      ['a f({})'],
    ],
    [
      'arguments already parsed',
      [{ index: 0, id: 'a', function: { name: 'f', arguments: { x: 1 } } }],
      ['a f({"x":1})'],
    ],
    ['no arguments at all', [{ index: 0, id: 'a', function: { name: 'f' } }], ['a f()']],
    [
      'custom tools',
      [
        { index: 0, id: 'a', type: 'custom', custom: { name: 'run', input: '' } },
        { index: 0, custom: { input: 'SELECT ' } },
        { index: 0, custom: { input: '1' } },
      ],
      ['a run<SELECT 1>'],
    ],
    ['an empty list', [[]], []],
  ])('%s', (_, pieces, made) => {
    expect(calls(...pieces)).toEqual(made)
  })
})

test('keeps what vendors attach to a call', () => {
  const google = { thought_signature: 'abc' }
  const [call] = join({ ...start(0, 'a', 'f'), extra_content: { google } })
  expect(call).toEqual({
    id: 'a',
    type: 'function',
    function: { name: 'f', arguments: '' },
    extra_content: { google },
  })
})
