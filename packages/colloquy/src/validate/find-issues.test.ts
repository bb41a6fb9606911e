import { findIssues, publishedSchemas, renderPath, type Path, type SchemaNode } from 'colloquy/validate'
import fc, { type Arbitrary } from 'fast-check'
import { describe, expect, test } from 'vitest'

const names = Object.keys(publishedSchemas)

describe.each(names)('%s', (name) => {
  const schema = publishedSchemas[name]
  if (schema === undefined) throw new Error(`${name} is not published.`)
  const values = valueOf(schema)

  test('fits each value made from it', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(findIssues(schema, value)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('refuses a value with one flaw and names its place', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.constantFrom('type', 'missing', 'unknown'), (value, pick, kind) => {
        const flaws = flawsOf(schema, value, []).filter((flaw) => flaw.kind === kind)
        const flaw = flaws[pick % flaws.length]
        fc.pre(flaw !== undefined)
        const flawed = replaceAt(value, flaw.path, flaw.value)
        const param = flaw.path.length === 0 ? null : renderPath(flaw.path)
        expect(findIssues(schema, flawed, { limit: 9 })).toMatchObject([{ param, code: flaw.code }])
      }),
      { numRuns: 60, maxSkipsPerRun: 1000 },
    )
  })
})

/** Values that fit a schema. */
function valueOf(schema: SchemaNode): Arbitrary<unknown> {
  const value = valueBesideNull(schema)
  return schema.nullable === true ? fc.option(value) : value
}

function valueBesideNull(schema: SchemaNode): Arbitrary<unknown> {
  switch (schema.kind) {
    case 'string': {
      const length = { minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 20, 20) }
      return schema.pattern === undefined
        ? fc.string({ unit: 'binary', ...length })
        : fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '_', '-'), ...length })
    }
    case 'enum':
      return fc.constantFrom(...schema.values)
    case 'number':
      return fc.double({ min: schema.min ?? -1e9, max: schema.max ?? 1e9, noNaN: true })
    case 'integer':
      return fc.integer({ min: schema.min ?? -1e9, max: schema.max ?? 1e9 })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valueOf(schema.items), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'record': {
      const keys = schema.keyPattern === undefined ? fc.string() : fc.nat().map(String)
      return fc.dictionary(keys, valueOf(schema.values), { maxKeys: 3 })
    }
    case 'json-object':
      return fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })
    case 'object': {
      const fields = Object.entries(schema.fields)
      const requiredKeys = fields.filter(([, field]) => field.required).map(([name]) => name)
      return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valueOf(field.schema)])), {
        requiredKeys,
      })
    }
    case 'field-union':
      return fc.oneof(...Object.values(schema.variants).map(valueOf))
    case 'type-union':
      return fc.oneof(...[schema.string, schema.array, schema.object].flatMap((part) => (part ? [valueOf(part)] : [])))
  }
}

interface Flaw {
  kind: 'type' | 'missing' | 'unknown'
  code: string
  path: Path
  /** What to put there; undefined leaves it out. */
  value: unknown
}

/** Every single change that must make a fitting value unfit. */
function flawsOf(schema: SchemaNode, value: unknown, path: Path): Flaw[] {
  const wrong = typeof value === 'boolean' || value === null ? 7n : true
  const flaws: Flaw[] = [{ kind: 'type', code: 'invalid_type', path, value: schema.kind === 'boolean' ? 0 : wrong }]
  if (Array.isArray(value)) {
    const list = schema.kind === 'type-union' ? schema.array : schema
    if (list?.kind === 'array') {
      flaws.push(...value.flatMap((item, index) => flawsOf(list.items, item, [...path, index])))
    }
  } else if (typeof value === 'object' && value !== null) {
    flaws.push(...memberFlaws(schema, new Map(Object.entries(value)), path))
  }
  return flaws
}

function memberFlaws(schema: SchemaNode, members: Map<string, unknown>, path: Path): Flaw[] {
  if (schema.kind === 'type-union' && schema.object !== undefined) return memberFlaws(schema.object, members, path)
  if (schema.kind === 'field-union') {
    const variant = schema.variants[String(members.get(schema.field))]
    return variant === undefined ? [] : memberFlaws(variant, members, path)
  }
  if (schema.kind === 'record') {
    return [...members].flatMap(([key, member]) => flawsOf(schema.values, member, [...path, key]))
  }
  if (schema.kind !== 'object') return []
  const flaws: Flaw[] = []
  for (const [name, field] of Object.entries(schema.fields)) {
    const inside = [...path, name]
    if (members.has(name)) flaws.push(...flawsOf(field.schema, members.get(name), inside))
    if (field.required) {
      flaws.push({ kind: 'missing', code: 'missing_required_parameter', path: inside, value: undefined })
    }
  }
  if (!schema.open) flaws.push({ kind: 'unknown', code: 'unknown_parameter', path: [...path, 'zzz'], value: 1 })
  return flaws
}

/** A copy with another value in one place. */
function replaceAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return replacement
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? replaceAt(item, rest, replacement) : item))
  const members = new Map<string, unknown>(Object.entries(value ?? {}))
  members.set(String(step), replaceAt(members.get(String(step)), rest, replacement))
  return Object.fromEntries([...members].filter(([, member]) => member !== undefined))
}
