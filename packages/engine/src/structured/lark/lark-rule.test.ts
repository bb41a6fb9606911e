import { describe, expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileToolGrammar } from '../compile-tool-grammar.ts'

const param = 'tools[0].custom.format.grammar.definition'

function matches(definition: string, written: 'plain' | 'json-string' = 'plain'): (text: string) => boolean {
  return matcherOf(compileToolGrammar({ kind: 'lark', definition, param, written }).grammar)
}

const arithmetic = String.raw`
// Sums of products, with spaces where one likes.
?start: sum
?sum: product
    | sum "+" product   -> add
    | sum "-" product   -> subtract
?product: atom
    | product "*" atom  -> multiply
?atom: NUMBER           -> number
    | "-" atom          -> negative
    | "(" sum ")"
%import common.NUMBER
%import common.WS_INLINE
%ignore WS_INLINE
`

const statement = String.raw`
start: select (";" select)* [";"]
select.2: "select"i fields "from"i CNAME [where]
!fields: "*" | CNAME ("," CNAME)~0..3
where: "where"i CNAME _OPERATOR value
value: INT | ESCAPED_STRING | DATE
_OPERATOR: "=" | "<" | ">" | "<="
DATE: DIGIT~4 "-" DIGIT~2 "-" DIGIT~2
%import common (CNAME, INT, ESCAPED_STRING, DIGIT)
%import common.WS -> SPACE
%ignore SPACE
`

const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['sums', arithmetic, ['1', '1+2', '(1 + 2.5)*-3 ', '1-2-3*4'], ['', '1+', '(1', '1 2 +', 'a']],
  [
    'statements',
    statement,
    ['select * from t', 'SELECT a, b FROM t where c <= 3;', 'select a from t;select b from u where d=2026-11-25'],
    ['select from t', 'select a,b,c,d,e from t', 'select * from t where a = "', 'select * from t where d = 2026-1-1'],
  ],
  ['ranges and counts', 'start: ("a".."f")~2..3 /[0-9]/? "é"+', ['abé', 'abc1éé'], ['aé', 'abcdé', 'abg', 'ab1']],
  ['patterns', String.raw`start: /a.b\/[^"\/]/s`, ['a\nb/x'], ['a\nb/"', 'ab/x']],
  ['nested rules', 'start: "(" start? ")"', ['()', '((()))'], ['', '(()', '())']],
]

describe('a grammar in the notation of Lark', () => {
  test.each(cases)('matches its texts and no others: %s', (_, definition, right, wrong) => {
    const fits = matches(definition)
    expect(right.filter((each) => !fits(each))).toEqual([])
    expect(wrong.filter(fits)).toEqual([])
    const json = matches(definition, 'json-string')
    expect(right.filter((each) => !json(JSON.stringify(each)))).toEqual([])
    expect(wrong.filter((each) => json(JSON.stringify(each)))).toEqual([])
  })

  test.each([
    ['start: a\na: b "x" | "y"\nb: a "z"', /begins with itself through other rules/],
    ['start: start? "a"', /begins with itself/],
    ['start: ("a"?)*', /must not be empty/],
    ['start: "a" start', /no text ever completes/],
    ['start: b', /`b` is not defined/],
    ['other: "a"', /`start` is not defined/],
    ['start: A\nA: "a" A', /made of itself/],
    ['start: A\nA: "a"?', /empty text/],
    ['start: /^a/', /anchors/],
    ['start: /a/i', /flags/],
    ['start: "a"\nstart: "b"', /twice/],
    ['start: pair{"a"}\npair{x}: x x', /out of place|templates/],
    ['%declare A\nstart: A', /%declare/],
    ['%import .other.A\nstart: A', /out of place/],
    ['%import common.NOTHING\nstart: NOTHING', /no terminal/],
    ['start: "a" )', /out of place in line 1/],
    ['start: "a', /out of place in line 1/],
    ['start: "a"~5000', /1000/],
    [`start: ${'('.repeat(100)}"a"${')'.repeat(100)}`, /nest/],
    ['start: /(?<=a)b/', /look-behind/],
  ])('is refused by its field where it cannot be enforced: %s', (definition, reason) => {
    expect(() => matches(definition)).toThrow(reason)
    expect(() => matches(definition)).toThrow(expect.objectContaining({ code: 'unsupported_value', param }))
  })
})
