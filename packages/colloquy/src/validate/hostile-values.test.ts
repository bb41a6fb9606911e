import { isColloquyError } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'
import { describe, expect, test } from 'vitest'

const hello = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] }

function outcome(value: unknown): string {
  try {
    validateChatCompletionRequest(value)
    return 'accepted'
  } catch (error) {
    if (!isColloquyError(error)) throw error
    return `${error.code} ${error.param}: ${error.message}`
  }
}

function withSchema(schema: unknown): object {
  return { ...hello, tools: [{ type: 'function', function: { name: 'f', parameters: schema } }] }
}

/** `{a: {a: … {a: 1}}}` with `depth` objects. */
function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = { a: value }
  return value
}

describe('values that JSON cannot carry', () => {
  test.each<[string, unknown, string]>([
    [
      'a function',
      { default: () => 1 },
      'tools[0].function.parameters.default` is a function, which JSON cannot carry.',
    ],
    ['a BigInt', { enum: [1, 2n] }, 'tools[0].function.parameters.enum[1]` is a bigint, which JSON cannot carry.'],
    [
      'infinity',
      { a: { maximum: Infinity } },
      'tools[0].function.parameters.a.maximum` is Infinity, which JSON cannot carry.',
    ],
  ])('are refused inside a JSON Schema: %s', (_, schema, message) => {
    expect(outcome(withSchema(schema))).toContain(message)
  })

  test('are refused where a schema contains itself', () => {
    const schema: Record<string, unknown> = { type: 'object' }
    schema['properties'] = { self: schema }
    expect(outcome(withSchema(schema))).toBe(
      'invalid_value tools[0].function.parameters.properties.self: ' +
        '`tools[0].function.parameters.properties.self` contains itself, which JSON cannot carry.',
    )
  })

  test('do not include a part that a schema shares', () => {
    const shared = { type: 'string' }
    expect(outcome(withSchema({ properties: { a: shared, b: shared } }))).toBe('accepted')
  })
})

describe('nesting', () => {
  test('of 128 levels passes', () => {
    expect(outcome(withSchema(nested(128)))).toBe('accepted')
  })

  test.each([129, 10_000, 1_000_000])('of %i levels is refused without exhausting the stack', (depth) => {
    expect(outcome(withSchema(nested(depth)))).toMatch(
      /^invalid_value tools\[0\].*is nested more than 128 levels deep\.$/,
    )
  })

  test('in a place where no object belongs is refused', () => {
    expect(outcome({ ...hello, model: nested(10_000) })).toContain('`model` is an object')
  })
})

describe('names of JavaScript objects', () => {
  test('are no parameters', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const body: unknown = JSON.parse(`{"model":"m","messages":[{"role":"user","content":""}],"${name}":{"n":1}}`)
      expect(outcome(body)).toContain(`unknown_parameter ${name}`)
    }
  })

  test('are no roles and no kinds of parts', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(outcome({ ...hello, messages: [{ role: name, content: '' }] })).toContain('invalid_value messages[0].role')
      expect(outcome({ ...hello, messages: [{ role: 'user', content: [{ type: name }] }] })).toContain(
        'invalid_value messages[0].content[0].type',
      )
    }
  })

  test('do not stand in for fields that are missing', () => {
    expect(outcome(Object.create(hello))).toContain('missing_required_parameter')
  })

  test('may be keys of a JSON Schema', () => {
    expect(outcome(withSchema(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}')))).toBe('accepted')
  })
})

describe('texts', () => {
  test('with half a surrogate pair pass where text is free and are quoted safely where not', () => {
    expect(outcome({ ...hello, messages: [{ role: 'user', content: '\uD83E' }], stop: '\uDD89' })).toBe('accepted')
    expect(outcome({ ...hello, verbosity: '\uD83E' })).toContain(String.raw`"\ud83e"`)
    expect(outcome({ ...hello, '\uD83E': 1 })).toContain(String.raw`["\ud83e"]`)
  })

  test('of any length in a key are cut in the path', () => {
    expect(outcome({ ...hello, ['k'.repeat(1e6)]: 1 }).length).toBeLessThan(300)
  })
})

describe('time', () => {
  test('grows with the size, not faster', () => {
    const message = { role: 'user', content: [{ type: 'text', text: 'x' }] }
    const answered = Array.from({ length: 20_000 }, (_, index) => [
      {
        role: 'assistant',
        tool_calls: [{ id: `c${index}`, type: 'function', function: { name: 'f', arguments: '' } }],
      },
      { role: 'tool', tool_call_id: `c${index}`, content: '' },
      message,
    ]).flat()
    const tools = Array.from({ length: 20_000 }, (_, index) => ({ type: 'function', function: { name: `f${index}` } }))
    const bias = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [index, 1]))
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`p${index}`, { type: 'string' }]))
    const start = performance.now()
    expect(outcome({ ...withSchema(wide), messages: answered, logit_bias: bias })).toBe('accepted')
    const allowed = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools } }
    expect(outcome({ ...hello, tools, tool_choice: allowed })).toBe('accepted')
    // Measured 0.3 s on one core; anything quadratic here takes minutes.
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
