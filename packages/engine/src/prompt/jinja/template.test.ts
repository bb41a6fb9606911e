import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { fromRequest } from './from-json.ts'
import { TemplateError } from './template-error.ts'
import { Template } from './template.ts'
import { plain, userSpans } from './text.ts'

// What Python's jinja2 3.1.6 prints for each source; the comparison in test/templates asks it again where it is installed.
const outcomes: Readonly<Record<string, readonly (readonly [string, string?])[]>> = JSON.parse(
  readFileSync(new URL('__fixtures__/python-outcomes.json', import.meta.url), 'utf8'),
)
const now = new Date(2026, 0, 21, 12, 53, 20)

function render(source: string, variables: Readonly<Record<string, unknown>> = {}): string {
  return plain(renderText(source, variables))
}

function renderText(source: string, variables: Readonly<Record<string, unknown>>): ReturnType<Template['render']> {
  const values = Object.entries(variables).map(([name, value]) => [name, fromRequest(value)] as const)
  return new Template(source).render(new Map(values), { now })
}

function failure(work: () => unknown): TemplateError {
  try {
    work()
  } catch (error) {
    if (error instanceof TemplateError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe.each(Object.keys(outcomes).filter((group) => group !== 'errors'))(
  "renders Python's %s as Python does:",
  (group) => {
    const rows = (outcomes[group] ?? []).map(([source, expected = '']) => [source, expected] as const)
    test.each(rows)('%j', (source, expected) => {
      expect(render(source)).toBe(expected)
    })
  },
)

test.each((outcomes['errors'] ?? []).map(([source]) => source))('fails where Python fails: %j', (source) => {
  expect(failure(() => render(source))).toBeInstanceOf(TemplateError)
})

describe('a template that fails', () => {
  test('carries the message of raise_exception and tells it from other failures', () => {
    const error = failure(() => render("{{ raise_exception('roles must alternate') }}"))
    expect(error).toMatchObject({ failure: 'raised', message: 'roles must alternate' })
  })

  test('names the line of a mistake in its source', () => {
    expect(failure(() => new Template('a\n{{ 1 }}\n{% endif %}'))).toMatchObject({ failure: 'syntax', line: 3 })
  })

  test('names what does not exist', () => {
    expect(failure(() => render('{{ message.content.text }}', { message: {} })).message).toBe(
      "'dict object' has no attribute 'content'",
    )
  })
})

describe('what a template does for ever or too much of', () => {
  test.each([
    ['nested ranges', '{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}'],
    [
      'a string that doubles',
      "{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
    ],
    ['a string that is repeated', "{{ 'abc' * 999999999 }}"],
    ['a text replaced by a text', "{{ ('x' * 99999).replace('x', 'y' * 99999) }}"],
    ['a text joined by a text', "{{ range(99999)|join('y' * 99999) }}"],
    ['a wide field', "{{ '{:999999999}'.format(1) }}"],
    ['a long list', '{{ ([0] * 99999999)|length }}'],
    ['a macro that calls itself', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
    ['an expression nested too deeply', `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`],
    ['a long output', "{% set line = 'x' * 99999 %}{% for i in range(9999) %}{{ line }}{% endfor %}"],
  ])('%s ends with a limit', (_, source) => {
    expect(failure(() => render(source)).failure).toBe('limit')
  })

  test('a smaller limit may be set', () => {
    const template = new Template('{% for i in range(100) %}{{ i }}{% endfor %}')
    expect(failure(() => template.render(new Map(), { now, limits: { steps: 100 } })).failure).toBe('limit')
  })
})

describe('the origin of each character', () => {
  const user = 'U\u00ef<|x|>'
  const cases: readonly (readonly [string, string, string[]])[] = [
    ['is kept when texts are joined', "a{{ 'b' + t ~ 'c' }}{{ ['d', t]|join('-') }}", [user, user]],
    ['is kept when a text is cut', "{{ ('ab' + t)[1:4] }}|{{ (t + 'ab')[-3:] }}", ['U\u00ef', '>']],
    [
      'is kept when a text is split',
      "{% for p in ('x|' + t).split('|') %}[{{ p }}]{% endfor %}",
      ['U\u00ef<', 'x', '>'],
    ],
    ['is kept when blanks are stripped', "{{ (' ' + t + ' ')|trim }}!", [user]],
    [
      'is kept through macros and blocks',
      '{% macro m(a) %}<{{ a }}>{% endmacro %}{% set b %}({{ m(t) }}){% endset %}{{ b }}',
      [user],
    ],
    [
      'is kept when a part is replaced',
      "{{ 'a-b'.replace('-', t) }}{{ t.replace('<', '[') }}",
      [user, 'U\u00ef', '|x|>'],
    ],
    ['is kept by formats', "{{ '<{}>'.format(t) }}{{ '%s!' % t }}", [user, user]],
    ['is kept in JSON, quotes included', "{{ {'k': t}|tojson }}", [`"${user}"`]],
    ['is kept by letter case where places stay', "{{ ('a' + t)|upper }}", ['U\u00cf<|X|>']],
    ['covers the whole where letters move', "{{ ('\u00df' + t)|upper }}", ['SSU\u00cf<|X|>']],
    ['is kept for the keys of mappings', '{% for k in o %}{{ k }},{% endfor %}', ['key']],
    ['is kept when lines are indented', "{{ ('a\\n' + t)|indent(2) }}", [user]],
    ['is kept in printed lists', "{{ ['a', t] }}", [`'${user}'`]],
    ['is nobody\u2019s for lengths and comparisons', '{{ t|length }}{{ t == 1 }}', []],
  ]

  test.each(cases)('%s', (_, source, expected) => {
    const text = renderText(source, { t: user, o: { key: 1 } })
    expect(userSpans(text).map(({ start, end }) => plain(text).slice(start, end))).toEqual(expected)
  })

  test('does not change what is rendered', () => {
    const sources = cases.map(([, source]) => source)
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.string({ unit: 'grapheme' }), (source, t) => {
        const template = new Template(source)
        const own = template.render(
          new Map([
            ['t', t],
            ['o', fromRequest({ key: 1 })],
          ]),
          { now },
        )
        expect(render(source, { t, o: { key: 1 } })).toBe(plain(own))
      }),
    )
  })
})

test('a template cannot change the data of a request', () => {
  expect(failure(() => render("{{ list.append('x') }}", { list: ['a'] })).failure).toBe('runtime')
  expect(failure(() => render("{{ map.update({'a': 2}) }}", { map: { a: 1 } })).failure).toBe('runtime')
  expect(render("{% set own = [] %}{% set _ = own.append('x') %}{{ own }}")).toBe("['x']")
})

test('a number of a request is whole or not, as it was sent', () => {
  expect(render('{{ a }} {{ b }} {{ c }} {{ [a, b]|tojson }}', { a: 3, b: 0.5, c: 1e21 })).toBe(
    '3 0.5 1000000000000000000000 [3, 0.5]',
  )
})

test('a member that is undefined does not exist', () => {
  expect(render("{{ 'a' in o }} {{ o|length }}", { o: { a: undefined, b: null } })).toBe('False 1')
})
