import { describe, expect, test } from 'vitest'

import { matcherOf } from '../structured/__fixtures__/matcher-of.ts'
import { compileToolGrammar } from '../structured/compile-tool-grammar.ts'
import { dialects } from './__fixtures__/dialects.ts'
import { readOutput } from './__fixtures__/read-output.ts'
import { weatherTools as tools } from './__fixtures__/weather-tools.ts'
import { writeCalls, type WrittenCall } from './__fixtures__/write-calls.ts'
import { callGrammar } from './call-grammar.ts'
import type { Dialect } from './dialect.ts'

const now: WrittenCall = { name: 'now', args: {} }
const zurich: WrittenCall = { name: 'get_weather', args: { city: 'Zürich "H" \\ <b>', days: 2 } }
const nested: WrittenCall = {
  name: 'get_weather',
  args: { city: 'x', exact: null, place: { at: [1.5] }, tags: ['[日]'] },
}
const wrong: readonly WrittenCall[] = [
  { name: 'unknown', args: {} },
  { name: 'now', args: { zone: 1 } },
  { name: 'get_weather', args: { days: 2 } },
  { name: 'get_weather', args: { city: 'x', days: 'two' } },
  { name: 'get_weather', args: { city: 'x', tags: [1] } },
]

function matches(dialect: Dialect, parallel = true): (text: string) => boolean {
  return matcherOf(compileToolGrammar(callGrammar(dialect, tools, { parallel })).grammar)
}

test.each([
  ['as Python does', '{"type": "function", "name": "now", "parameters": {}}'],
  ['without blanks', '{"type":"function","name":"now","parameters":{}}'],
  ['on lines of their own', '{\n  "type": "function",\n  "name": "now",\n  "parameters": {}\n}'],
])('goes on with a call whose members are set apart %s', (_how, written) => {
  expect(readOutput(dialects.llamaJson, [written], { tools }).calls).toHaveLength(1)
  expect(matches(dialects.llamaJson)(written)).toBe(true)
})

const named: readonly (readonly [name: string, dialect: Dialect])[] = Object.entries(dialects)

describe.each(named)('the grammar of calls for %s', (_name, dialect) => {
  const fits = matches(dialect)

  test('takes calls as the model was taught to write them', () => {
    for (const call of [now, zurich, nested]) expect(fits(writeCalls(dialect, [call]))).toBe(true)
  })

  test('takes several calls where the model was taught several, unless one alone is wanted', () => {
    const two = writeCalls(dialect, [zurich, now])
    const taught = dialect.calls.layout.between !== undefined
    expect(fits(two)).toBe(taught)
    expect(matches(dialect, false)(two)).toBe(false)
  })

  test('takes no other tools and no arguments that break a schema', () => {
    for (const call of wrong) expect(fits(writeCalls(dialect, [call]))).toBe(false)
  })

  test('takes nothing that is not read as calls, and no text around them', () => {
    const written = writeCalls(dialect, [zurich])
    expect(readOutput(dialect, [written], { tools, trusted: true }).calls).toHaveLength(1)
    expect(fits(`Well. ${written}`)).toBe(false)
    expect(fits(`${written} Well.`)).toBe(false)
  })
})
