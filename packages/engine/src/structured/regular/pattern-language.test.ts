import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { WorkBudget } from '../work-budget.ts'
import { automatonOf } from './automaton.ts'
import { contains } from './code-point-set.ts'
import { Expressions } from './expression.ts'
import { patternLanguage } from './pattern-language.ts'

/** Whether the automaton of a pattern accepts a text. */
function accepts(pattern: string, text: string, units = 1_000_000): boolean {
  const budget = new WorkBudget(units)
  const make = new Expressions(budget)
  const automaton = automatonOf(make, patternLanguage(make, pattern), budget)
  let state = automaton?.states[0]
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const edge = state?.edges.find(({ characters }) => contains(characters, codePoint))
    state = edge === undefined ? undefined : automaton?.states[edge.target]
  }
  return state?.accepting ?? false
}

describe('the language of a pattern', () => {
  test.each([
    ['^[a-z]+$', ['a', 'abc'], ['', 'A', 'ab1', ' a']],
    ['b', ['b', 'abc'], ['', 'ac']],
    ['^a|b$', ['ax', 'xb', 'a'], ['xa', 'bx', '']],
    ['^(?!foo)\\w+$', ['bar', 'fo', 'xfoo'], ['foo', 'foobar', '']],
    ['^(?=.*[0-9])[a-z0-9]{3,5}$', ['ab1', '12345'], ['abc', 'a1', 'abcde1']],
    ['^\\d{4}-\\d\\d$', ['2026-11'], ['2026-1', '02026-11', '2026-11\n']],
    ['^(a{2,3}){2}$', ['aaaa', 'aaaaa', 'aaaaaa'], ['aaa', 'aaaaaaa']],
    ['^[^\\s@]+@[^\\s@]+$', ['a@b', 'ä@ö'], ['a@', '@', 'a b@c']],
    ['^$', [''], ['a']],
    ['^\\u{1f600}.$', ['😀x', '😀😀'], ['😀', '😀\n']],
    ['^\\p{Lu}\\p{Ll}*$', ['Ärger', 'X'], ['ärger', 'XY']],
    ['^([^,]+(,|$)){3,}$', ['a,b,c', 'a,b,c,', 'a,b,c,d'], ['a,b', 'a,,b,c', '']],
    ['^(/?(\\.{2}|[a-z]*)($|/))*$', ['', 'a', '/a/b/', '../x'], ['.x', 'a b']],
    ['^\\bcat', ['cat', 'catalogue'], ['xcat', '-cat']],
  ])('%s takes %j and refuses %j', (pattern, taken, refused) => {
    expect(taken.filter((text) => !accepts(pattern, text))).toEqual([])
    expect(refused.filter((text) => accepts(pattern, text))).toEqual([])
  })

  test.each([['(a)\\1'], ['(?<=a)b'], ['(?<!a)b'], ['a**'], ['(a'], ['[b-a]'], ['a{3,2}'], ['\\p{Nothing}']])(
    '%s is refused in words',
    (pattern) => expect(() => accepts(pattern, '')).toThrow(/cannot be enforced|out of|before|closed|Unicode|place/),
  )

  test('agrees with the runtime on random patterns and texts', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '1',
      '(?:a|b1)',
      '(?:(ab)?)',
      '(?=b)',
      '(?!a)',
      '(?:b(?:1|$))',
      '(?:a|$)',
    )
    const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}')
    const quantified = fc.tuple(atom, times).map(([part, count]) => (/^\(\?[=!]/.test(part) ? part : part + count))
    const pattern = fc
      .tuple(fc.constantFrom('', '^'), fc.array(quantified, { maxLength: 4 }), fc.constantFrom('', '$', '|b$', '|^1'))
      .map(([start, parts, end]) => start + parts.join('') + end)
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'é'), maxLength: 6 })
    fc.assert(
      fc.property(pattern, fc.array(text, { maxLength: 12 }), (source, texts) => {
        const reference = new RegExp(source, 'u')
        for (const each of texts)
          expect([source, each, accepts(source, each)]).toEqual([source, each, reference.test(each)])
      }),
      { numRuns: 400 },
    )
  })

  test('a pattern whose automaton would explode is refused within its budget', () => {
    expect(() => accepts('(a|b)*a(a|b){40}c', '', 100_000)).toThrow(/too many/)
    expect(() => accepts('((((((a{9}){9}){9}){9}){9}){9})', '', 100_000)).toThrow(/too many/)
  })
})
