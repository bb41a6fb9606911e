import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { dialects } from '../__fixtures__/dialects.ts'
import type { Dialect } from '../dialect.ts'
import { readOutput } from '../__fixtures__/read-output.ts'
import { weatherTools as tools } from '../__fixtures__/weather-tools.ts'
import { writeCalls, type WrittenCall } from '../__fixtures__/write-calls.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
// JSON texts keep neither the sign of zero nor what is no number.
const json = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)))
const weatherArguments = fc
  .record({ city: text, days: fc.integer(), place: fc.dictionary(text, json, { maxKeys: 3 }), tags: fc.array(text) })
  .map((args) => ({ ...args }))

const weatherCall = weatherArguments.map((args): WrittenCall => ({ name: 'get_weather', args }))
const call = fc.oneof(weatherCall, fc.constant({ name: 'now', args: {} }))
// Words that hold the mark of a value's end cannot be written between tags.
const writable = (calls: readonly WrittenCall[]): boolean => !/<\/parameter>|<\/arg_value>/.test(JSON.stringify(calls))

function cut(output: string, at: readonly number[]): string[] {
  const characters = Array.from(output)
  const places = [0, ...at.map((place) => place % (characters.length + 1)).toSorted((a, b) => a - b), characters.length]
  return places.slice(1).map((place, index) => characters.slice(places[index], place).join(''))
}

const named: readonly (readonly [name: string, dialect: Dialect])[] = Object.entries(dialects)

describe.each(named)('%s', (_name, dialect) => {
  const atOnce = dialect.calls.layout.between === undefined ? 1 : 3

  test('reads back any calls, however the output is cut', () => {
    const calls = fc.array(call, { minLength: 1, maxLength: atOnce }).filter(writable)
    fc.assert(
      fc.property(calls, fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (written, cuts, trusted) => {
        const output = writeCalls(dialect, written)
        const read = readOutput(dialect, cut(output, cuts), { tools, trusted })
        expect(read.calls.map(({ name, arguments: args }) => ({ name, args: JSON.parse(args) as unknown }))).toEqual(
          written,
        )
        expect(read.content).toBe('')
      }),
      { numRuns: 60 },
    )
  })

  test('keeps words before calls, and words alone, letter for letter', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (words, cuts) => {
        expect(readOutput(dialect, cut(words, cuts), { tools }).content).toBe(words)
        const output = `Well: ${words}\n${writeCalls(dialect, [{ name: 'now', args: {} }])}`
        const read = readOutput(dialect, cut(output, cuts), { tools })
        expect(read.content).toBe(`Well: ${words}\n`)
        expect(read.calls).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })

  test('loses nothing of calls that were cut short', () => {
    fc.assert(
      fc.property(
        weatherCall.filter((each) => writable([each])),
        fc.nat(),
        (each, place) => {
          const whole = writeCalls(dialect, [each])
          const output = whole.slice(0, place % whole.length)
          const { content, calls } = readOutput(dialect, [output], { tools })
          // Marks around calls are layout; what the model wrote between them is a call or content.
          if (calls.length === 0) expect(output.endsWith(content)).toBe(true)
          else expect(JSON.parse(calls[0]?.arguments ?? '')).toEqual(each.args)
          expect(
            calls.length > 0 || content !== '' || output.length <= (dialect.calls.layout.section ?? '').length,
          ).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})
