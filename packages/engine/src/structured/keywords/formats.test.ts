import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { sentencesOf } from '../__fixtures__/sentences-of.ts'
import { compileSchema } from '../compile-schema.ts'

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)

const formats: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['date', ['2024-02-29', '1999-12-31', '0004-02-29'], ['2023-02-29', '2024-13-01', '2024-1-1', '0000-02-29', '']],
  ['time', ['23:59:59Z', '08:00:00.25+01:30'], ['24:00:00Z', '08:00', '08:00:00', '23:59:60Z']],
  [
    'date-time',
    ['2024-02-29T08:00:00Z', '1999-12-31t00:00:00-08:00'],
    ['2024-02-29', '2024-02-29 08:00:00Z', '0000-01-01T08:00:00Z'],
  ],
  ['duration', ['P1Y2M3DT4H', 'PT5S', 'P3W'], ['P', 'PT', '5S', 'P1S']],
  ['email', ['jo.do+x@example.com', 'a@b.c'], ['a@', 'a@b', '@b', 'a b@c', '.a@b', 'a@-b']],
  ['hostname', ['example.com', 'a-b.c'], ['-a', 'a..b', 'a_b', '']],
  ['ipv4', ['127.0.0.1', '255.255.255.255'], ['256.0.0.1', '1.2.3', '01.2.3.4']],
  ['ipv6', ['::1', '2001:db8::ff00:42:8329', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8'], [':::', '1:2:3', '1::2::3', 'g::1']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567e89b12d3a456426614174000', 'x']],
  ['uri', ['https://a.b/c?d=e#f', 'mailto:a@b.c', 'urn:x:y'], ['/a', 'a b:c', '://x']],
  ['uri-reference', ['../a?b', '//host/x', 'https://a.b', ''], ['a b', '\\']],
  ['json-pointer', ['', '/a/b~1c', '/0'], ['a', '/a~2']],
  ['uri-template', ['https://a.b/{id}{?q,r*}', ''], ['{', '{a', 'a b', '{a:0}', '{a:1000}']],
  ['regex', ['^[a-z]+$', '^(a|b\\d)*x{2,}', '\\S+@\\S+', ''], ['[', '(', 'a**', '[z-a]', ')', '\\']],
  ['iri', ['https://a.b/c'], ['/a', 'a b:c']],
  ['iri-reference', ['../a?b'], ['a b']],
  ['idn-email', ['a@b.c'], ['a@', '@b']],
  ['idn-hostname', ['example.com', 'a-b.c'], ['-a', '', 'xn--X', 'a.XN--aa---o47jg78q']],
  ['ip-address', ['127.0.0.1'], ['127.0.0.0.1', '256.256.256.256']],
  ['host-name', ['www.example.com'], ['-a-host-name-that-starts-with--', 'not_a_valid_host_name']],
  ['relative-json-pointer', ['0#', '1/a', '2'], ['/a', '01', '-1']],
]

function random(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('a format', () => {
  test.each(formats)('is held to: %s', (format, right, wrong) => {
    const { grammar } = compileSchema({ type: 'string', format })
    const takes = matcherOf(grammar)
    expect(right.filter((each) => !takes(JSON.stringify(each)))).toEqual([])
    expect(wrong.filter((each) => takes(JSON.stringify(each)))).toEqual([])
  })

  // The validator knows no international formats and no names of draft 3; they are written like the others.
  test.each(formats.filter(([format]) => !/^(?:iri|idn|ip-address|host-name)/.test(format)))(
    'is written as another validator reads it: %s',
    (format) => {
      const isValid = ajv.compile({ type: 'string', format })
      const sentence = sentencesOf(compileSchema({ type: 'string', format }).grammar, random())
      const texts = Array.from({ length: 100 }, sentence)
      expect(texts.filter((text) => !isValid(JSON.parse(text)))).toEqual([])
    },
  )

  test.each([5, 40, 67, 68, 100, 254, 1024])('of addresses goes together with a length of at most %d', (maxLength) => {
    const { grammar } = compileSchema({ type: 'string', format: 'email', minLength: 3, maxLength })
    const takes = matcherOf(grammar)
    const isValid = ajv.compile({ type: 'string', format: 'email', minLength: 3, maxLength })
    const addresses = [
      'a@b.c',
      'jo.do+x@example.com',
      `${'a'.repeat(30)}@${'b'.repeat(29)}.org`,
      `${'a'.repeat(64)}@b.c`,
    ]
    expect(addresses.filter((each) => takes(JSON.stringify(each)) && each.length > maxLength)).toEqual([])
    expect(addresses.filter((each) => !takes(JSON.stringify(each)) && each.length <= Math.min(maxLength, 67))).toEqual(
      [],
    )
    const sentence = sentencesOf(grammar, random())
    expect(Array.from({ length: 50 }, sentence).filter((text) => !isValid(JSON.parse(text)))).toEqual([])
  })

  test.each([64, 100, 254, 2048])('of URIs goes together with a length of at most %d', (maxLength) => {
    const schema = { type: 'string', format: 'uri', minLength: 8, maxLength }
    const { grammar } = compileSchema(schema)
    const takes = matcherOf(grammar)
    const addresses = [
      'https://a.b:8080/c?d=e#f',
      'mailto:a@b.c',
      'urn:x:yz',
      'https://example.com',
      `x:${'y'.repeat(30)}`,
    ]
    expect(addresses.filter((each) => !takes(JSON.stringify(each)))).toEqual([])
    const wrong = ['/a', 'a b:c', 'urn:x:y', 'https://', `https://a.b/${'c'.repeat(maxLength)}`, 'https://a.b/#c#d']
    expect(wrong.filter((each) => takes(JSON.stringify(each)))).toEqual([])
    const isValid = ajv.compile(schema)
    const sentence = sentencesOf(grammar, random())
    expect(Array.from({ length: 100 }, sentence).filter((text) => !isValid(JSON.parse(text)))).toEqual([])
  })

  test('keeps from strings that must not be of it all that any reader takes for one', () => {
    const labels = 'a.b.c.d.e.f.g.h.i.j.k.l.m'
    const takes = matcherOf(compileSchema({ type: 'string', not: { format: 'hostname' }, maxLength: 30 }).grammar)
    expect([labels, 'a b'].map((each) => takes(JSON.stringify(each)))).toEqual([false, true])
    const either = matcherOf(
      compileSchema({ type: 'string', oneOf: [{ format: 'uri' }, { pattern: '^[a-z]+:$' }] }).grammar,
    )
    expect(['urn:', 'urn:x'].map((each) => either(JSON.stringify(each)))).toEqual([false, true])
  })

  test.each([
    [
      ['date', 'date-time', 'time'],
      ['2024-02-29', '2024-02-29T08:00:00Z', '08:00:00Z'],
    ],
    [
      ['ipv4', 'ipv6', 'uuid'],
      ['127.0.0.1', '::1', '123e4567-e89b-12d3-a456-426614174000'],
    ],
    [
      ['email', 'hostname'],
      ['a@b.c', 'example.com'],
    ],
    [
      ['uri', 'duration'],
      ['https://a.b', 'PT5S'],
    ],
  ])('is told apart from the others of %j', (names, texts) => {
    const takes = matcherOf(compileSchema({ type: 'string', oneOf: names.map((format) => ({ format })) }).grammar)
    expect(texts.filter((each) => !takes(JSON.stringify(each)))).toEqual([])
  })

  test('that JSON Schema does not name is a remark', () => {
    expect(matcherOf(compileSchema({ type: 'string', format: 'shoe-size' }).grammar)('"12"')).toBe(true)
  })
})
