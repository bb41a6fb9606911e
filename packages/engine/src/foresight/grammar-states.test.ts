import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { arbitrarySchema, arbitraryValue } from '../structured/__fixtures__/arbitrary-schema.ts'
import { matcherOf } from '../structured/__fixtures__/matcher-of.ts'
import { sentencesOf } from '../structured/__fixtures__/sentences-of.ts'
import { compileSchema } from '../structured/compile-schema.ts'
import type { Json } from '../structured/schema/json.ts'
import { GrammarStates, type GrammarState } from './grammar-states.ts'

function stateBehind(states: GrammarStates, text: string): GrammarState | undefined {
  let state: GrammarState | undefined = states.start
  for (const character of text) state = state && states.after(state, character.codePointAt(0) ?? 0)
  return state
}

function grammarOf(schema: Json): string | undefined {
  try {
    return compileSchema(schema).grammar
  } catch {
    return undefined
  }
}

describe('the states of a grammar', () => {
  test.each([
    ['root ::= "a" | "ab" [c-e]+', ['a', 'abc', 'abcde'], ['', 'ab', 'abf']],
    ['root ::= r1{2,3} "\\x0A"?\nr1 ::= [^-]'.replace('[^-]', '[x\\x2Dz]'), ['x-', 'xzz\n'], ['x', 'xxxx', 'y']],
    ['root ::= ("(" root ")")?', ['', '(())'], ['(', '())']],
    ['root ::= ("" | "a")* "b"', ['b', 'aab'], ['a', '']],
    ['root ::= [\\U0001F300-\\U0001F5FF] "é"', ['🌈é'], ['🌈', 'é']],
    ['root ::= a-b-1\na-b-1 ::= "\\"" [\\]\\\\]* "\\""', ['""', '"]\\"'], ['"', '"["']],
  ])('of %s take %j and not %j', (grammar, taken, refused) => {
    const states = new GrammarStates(grammar)
    for (const text of taken) expect(stateBehind(states, text)?.mayEnd, text).toBe(true)
    for (const text of refused) expect(stateBehind(states, text)?.mayEnd ?? false, text).toBe(false)
  })

  test('read every text as llama.cpp reads it', () => {
    fc.assert(
      fc.property(arbitrarySchema, fc.array(arbitraryValue, { maxLength: 6 }), fc.nat(), (schema, values, start) => {
        const grammar = grammarOf(schema)
        if (grammar === undefined) return
        const [takes, states] = [matcherOf(grammar), new GrammarStates(grammar, Infinity)]
        let seed = start
        const sentence = sentencesOf(
          grammar,
          () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32,
        )
        const sentences = Array.from({ length: 4 }, sentence)
        const others = values.map((value) => JSON.stringify(value))
        for (const text of [...sentences, ...sentences.map((each) => each.slice(0, -1)), ...others]) {
          expect(stateBehind(states, text)?.mayEnd ?? false, text).toBe(takes(text))
        }
      }),
      { numRuns: 150, seed: 1 },
    )
  })

  test('are the same one again where the same may follow, and are not kept without end', () => {
    const states = new GrammarStates('root ::= "[" ([0-9]+ ",")* "]"')
    expect(stateBehind(states, '[1,')).toBe(stateBehind(states, '[1,22,333,'))
    const deep = new GrammarStates('root ::= "(" root ")" | "x"')
    const text = `${'('.repeat(9000)}x${')'.repeat(9000)}`
    expect(stateBehind(deep, text)?.mayEnd).toBe(true)
    expect(stateBehind(deep, text.slice(0, -1))?.mayEnd).toBe(false)
  })

  test('give up where more could follow than is worth looking at', () => {
    const ways = Array.from({ length: 600 }, (_, index) => `"a" [b-z]{${index + 1}}`)
    expect(new GrammarStates(`root ::= ${ways.join(' | ')}`).start.heads).toEqual([])
  })
})
