import { InvalidRequestError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { matcherOf } from './__fixtures__/matcher-of.ts'
import { compileToolGrammar } from './compile-tool-grammar.ts'
import type { ArgumentsPart, GrammarPart } from './grammar-part.ts'
import type { Json } from './schema/json.ts'

const weather = {
  type: 'object',
  properties: {
    city: { type: 'string', maxLength: 20 },
    days: { type: 'integer', minimum: 1, maximum: 9 },
    hourly: { type: ['boolean', 'null'] },
  },
  required: ['city'],
  additionalProperties: false,
}

function text(content: string): GrammarPart {
  return { kind: 'text', text: content }
}

function args(notation: ArgumentsPart['notation'], schema: Json = weather): GrammarPart {
  return { kind: 'arguments', schema, param: 'tools[0].function.parameters', notation }
}

function sequence(...parts: GrammarPart[]): GrammarPart {
  return { kind: 'sequence', parts }
}

function matches(part: GrammarPart): (text: string) => boolean {
  return matcherOf(compileToolGrammar(part).grammar)
}

/** One way of writing calls, with calls that fit `weather` and some that do not. */
const notations: readonly (readonly [string, GrammarPart, readonly string[], readonly string[]])[] = [
  [
    'JSON',
    args('json'),
    ['{"city": "Bern"}', '{"city":"a \\"b\\"","days":3}', '{"city": "x", "hourly": null}'],
    ['{}', '{"city": 1}', '{"city": "x", "days": 10}', '{"city": "x", "more": 1}', 'null'],
  ],
  [
    'Python',
    args('python'),
    ['city="Bern"', 'city="x", days=3, hourly=True', 'city="x",hourly=None'],
    ['', 'city=Bern', 'city="x", hourly=true', '{"city": "x"}', 'city="x", more=1', 'city="x",'],
  ],
  [
    'tags',
    args({
      beforeKey: '<parameter=',
      afterKey: '>\n',
      afterValue: '\n</parameter>',
      between: '\n',
      rawKeys: new Set(['city']),
    }),
    [
      '<parameter=city>\nBern\n</parameter>',
      '<parameter=city>\n\n</parameter>',
      '<parameter=city>\na "b" </x>\n</parameter>\n<parameter=days>\n3\n</parameter>',
    ],
    [
      '<parameter=city>\na </parameter>\n</parameter>',
      '<parameter=city>\na\r\n</parameter>',
      '<parameter=city>\nlonger than the twenty characters\n</parameter>',
      '<parameter=days>\n3\n</parameter>',
      '<parameter=city>\na\n</parameter><parameter=days>\n3\n</parameter>',
    ],
  ],
]

describe('the arguments of a call', () => {
  test.each(notations)('are what the schema allows, written as %s', (_, part, right, wrong) => {
    const fits = matches(part)
    expect(right.filter((each) => !fits(each))).toEqual([])
    expect(wrong.filter(fits)).toEqual([])
  })

  test('are an object, also where the schema allows more', () => {
    const fits = matches(args('json', { type: ['object', 'string'], maxProperties: 1 }))
    expect(['{}', '{"a": 1}', '"a"', '{"a": 1, "b": 1}'].map(fits)).toEqual([true, true, false, false])
  })

  test('may have keys that are not declared, where those can be written', () => {
    const open = { properties: { a: { const: 1 } }, additionalProperties: { type: 'boolean' } }
    const python = matches(args('python', open))
    const [right, wrong] = [
      ['', 'a=1', 'b=True', 'a=1, b_2=False'],
      ['a=2', '2b=True', 'b-c=True'],
    ]
    expect([right.every(python), wrong.some(python)]).toEqual([true, false])
  })

  test('are refused by the field of their schema where it cannot be enforced, or written', () => {
    const schema = { properties: { a: { $ref: 'https://example.com/a.json' } }, required: ['a'] }
    for (const notation of ['json', 'python'] as const) {
      const error = failureOf(() => compileToolGrammar(sequence(text('f('), args(notation, schema), text(')'))))
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect(error).toMatchObject({ status: 400, param: 'tools[0].function.parameters', code: 'unsupported_value' })
    }
    expect(failureOf(() => compileToolGrammar(args('python', { properties: { 'a b': {} } })))).toMatchObject({
      param: 'tools[0].function.parameters',
    })
    expect(failureOf(() => compileToolGrammar(args('json', { type: 'string' })))).toMatchObject({ status: 400 })
  })
})

describe('a grammar of calls', () => {
  const call = (name: string, schema: Json): GrammarPart =>
    sequence(text(`<tool_call>\n{"name": "${name}", "arguments": `), args('json', schema), text('}\n</tool_call>'))
  const either: GrammarPart = {
    kind: 'either',
    parts: [call('weather', weather), call('stop', { additionalProperties: false })],
  }
  const one = '<tool_call>\n{"name": "weather", "arguments": {"city": "Bern"}}\n</tool_call>'
  const other = '<tool_call>\n{"name": "stop", "arguments": {}}\n</tool_call>'

  test('takes any of the tools, each with its own arguments', () => {
    const fits = matches(either)
    expect([one, other].map(fits)).toEqual([true, true])
    expect([one.replace('weather', 'stop'), other.replace('stop', 'weather'), `${one} `, ''].filter(fits)).toEqual([])
  })

  test('takes as many calls as it says, apart by what it says', () => {
    const some = matches({ kind: 'repeat', part: either, between: '\n', min: 1, max: 3 })
    const many = matches({ kind: 'repeat', part: either, between: '\n', min: 2, max: Infinity })
    const calls = (count: number): string => Array.from({ length: count }, () => other).join('\n')
    expect([0, 1, 2, 3, 4].map((count) => some(calls(count)))).toEqual([false, true, true, true, false])
    expect([1, 2, 9].map((count) => many(calls(count)))).toEqual([false, true, true])
    expect(some(one + other)).toBe(false)
  })

  test('takes texts by a pattern, as they are and inside of JSON', () => {
    const pattern = (written: 'plain' | 'json-string'): GrammarPart => ({
      kind: 'pattern',
      pattern: 'a"|b+',
      param: 'tools[0].custom.format.grammar.definition',
      written,
    })
    expect(['a"', 'bb', 'a', 'xbb'].map(matches(pattern('plain')))).toEqual([true, true, false, false])
    const json = matches(sequence(text('{"input": '), pattern('json-string'), text('}')))
    expect(['{"input": "a\\""}', '{"input": "bb"}', '{"input": "a""}'].map(json)).toEqual([true, true, false])
  })

  test.each(['(', 'a)|(b', '(a)\\1', '$a'])('refuses the pattern %j by its field', (pattern) => {
    const part: GrammarPart = { kind: 'pattern', pattern, param: 'tools[3].custom', written: 'plain' }
    expect(failureOf(() => compileToolGrammar(part))).toMatchObject({ param: 'tools[3].custom', status: 400 })
  })

  test('refuses tools that only together take too large a grammar', () => {
    const parts = Array.from({ length: 5 }, (_, index) => text(`${index}`.repeat(99_000)))
    const failure = failureOf(() => compileToolGrammar({ kind: 'either', parts }))
    expect(failure).toMatchObject({ param: 'tools', status: 400, code: 'unsupported_value' })
  })
})

function failureOf(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('it was taken')
}
