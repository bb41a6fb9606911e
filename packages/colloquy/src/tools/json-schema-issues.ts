import { isRecord } from '../is-record.ts'
import type { StandardIssue } from './standard-schema.ts'
import type { JsonSchema } from './strict-schema.ts'

type Path = readonly PropertyKey[]

/** References that lead on to others, or in a circle, are followed this far. */
const deepest = 512

/** What is wrong with a value by a JSON Schema; empty where nothing is. */
export function jsonSchemaIssues(value: unknown, schema: JsonSchema): StandardIssue[] {
  return new Validation(schema).issuesOf(value, schema, [])
}

class Validation {
  readonly #root: JsonSchema
  #depth = 0

  constructor(root: JsonSchema) {
    this.#root = root
  }

  issuesOf(value: unknown, schema: unknown, path: Path): StandardIssue[] {
    if (schema === false) return [{ message: 'nothing is allowed here', path }]
    if (!isRecord(schema)) return []
    if (++this.#depth > deepest) return [{ message: 'the schema leads in a circle', path }]
    try {
      return [
        ...this.#referenced(value, schema, path),
        ...constantIssues(value, schema, path),
        ...numberIssues(value, schema, path),
        ...textIssues(value, schema, path),
        ...this.#listIssues(value, schema, path),
        ...this.#objectIssues(value, schema, path),
        ...this.#combinedIssues(value, schema, path),
      ]
    } finally {
      this.#depth--
    }
  }

  #referenced(value: unknown, { $ref }: JsonSchema, path: Path): StandardIssue[] {
    if (typeof $ref !== 'string') return []
    let found: unknown = this.#root
    for (const step of $ref.split('/').slice(1)) {
      const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
      found = isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined
    }
    if (found === undefined || !$ref.startsWith('#')) return [{ message: `\`${$ref}\` leads nowhere`, path }]
    return this.issuesOf(value, found, path)
  }

  #listIssues(value: unknown, schema: JsonSchema, path: Path): StandardIssue[] {
    if (!Array.isArray(value)) return []
    const { items, prefixItems, minItems, maxItems } = schema
    const firsts: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : []
    const issues = value.flatMap((each: unknown, at) =>
      this.issuesOf(each, at < firsts.length ? firsts[at] : items, [...path, at]),
    )
    if (typeof minItems === 'number' && value.length < minItems) {
      issues.push({ message: `expected at least ${minItems} entries, received ${value.length}`, path })
    }
    if (typeof maxItems === 'number' && value.length > maxItems) {
      issues.push({ message: `expected at most ${maxItems} entries, received ${value.length}`, path })
    }
    return issues
  }

  #objectIssues(value: unknown, schema: JsonSchema, path: Path): StandardIssue[] {
    if (!isRecord(value)) return []
    const { required, additionalProperties } = schema
    const properties = isRecord(schema['properties']) ? schema['properties'] : {}
    const missing = (Array.isArray(required) ? required : []).filter(
      (key): key is string => typeof key === 'string' && !Object.hasOwn(value, key),
    )
    return [
      ...missing.map((key) => ({ message: 'is required', path: [...path, key] })),
      ...Object.entries(value).flatMap(([key, each]) => {
        const at = [...path, key]
        if (Object.hasOwn(properties, key)) return this.issuesOf(each, properties[key], at)
        return additionalProperties === false
          ? [{ message: 'is not allowed', path: at }]
          : this.issuesOf(each, additionalProperties, at)
      }),
    ]
  }

  #combinedIssues(value: unknown, { anyOf, oneOf, allOf, not }: JsonSchema, path: Path): StandardIssue[] {
    const fits = (schema: unknown): boolean => this.issuesOf(value, schema, path).length === 0
    const issues = Array.isArray(allOf) ? allOf.flatMap((schema) => this.issuesOf(value, schema, path)) : []
    if (Array.isArray(anyOf) && !anyOf.some(fits)) issues.push({ message: 'fits none of the alternatives', path })
    if (Array.isArray(oneOf)) {
      const count = oneOf.filter(fits).length
      if (count !== 1) issues.push({ message: `fits ${count || 'none'} of the alternatives, expected one`, path })
    }
    if (not !== undefined && fits(not)) issues.push({ message: 'is what is excluded', path })
    return issues
  }
}

function constantIssues(value: unknown, schema: JsonSchema, path: Path): StandardIssue[] {
  const { type, enum: values } = schema
  const types: readonly unknown[] = Array.isArray(type) ? type : type === undefined ? [] : [type]
  if (types.length > 0 && !types.some((each) => isOfType(value, each))) {
    return [{ message: `expected ${types.join(' or ')}, received ${typeOf(value)}`, path }]
  }
  if (Array.isArray(values) && !values.some((each) => isEqual(value, each))) {
    return [{ message: `expected one of ${JSON.stringify(values)}`, path }]
  }
  if ('const' in schema && !isEqual(value, schema['const'])) {
    return [{ message: `expected ${JSON.stringify(schema['const'])}`, path }]
  }
  return []
}

function numberIssues(value: unknown, schema: JsonSchema, path: Path): StandardIssue[] {
  if (typeof value !== 'number') return []
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const expected = [
    typeof minimum === 'number' && value < minimum && `at least ${minimum}`,
    typeof maximum === 'number' && value > maximum && `at most ${maximum}`,
    typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum && `more than ${exclusiveMinimum}`,
    typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum && `less than ${exclusiveMaximum}`,
    typeof multipleOf === 'number' && !isMultiple(value, multipleOf) && `a multiple of ${multipleOf}`,
  ]
  return expected.filter(Boolean).map((what) => ({ message: `expected ${what}, received ${value}`, path }))
}

function textIssues(value: unknown, { minLength, maxLength, pattern }: JsonSchema, path: Path): StandardIssue[] {
  if (typeof value !== 'string') return []
  // Characters, not halves of them.
  const length = Array.from(value).length
  const expected = [
    typeof minLength === 'number' && length < minLength && `at least ${minLength} characters`,
    typeof maxLength === 'number' && length > maxLength && `at most ${maxLength} characters`,
    typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value) && `a match of ${pattern}`,
  ]
  return expected.filter(Boolean).map((what) => ({ message: `expected ${what}`, path }))
}

/** By quotient, as remainders of decimals are wrong: 0.3 % 0.1 is 0.09999999999999998. */
function isMultiple(value: number, of: number): boolean {
  const quotient = value / of
  return Math.abs(quotient - Math.round(quotient)) < Number.EPSILON * Math.abs(quotient) || Number.isInteger(quotient)
}

function isOfType(value: unknown, type: unknown): boolean {
  return type === typeOf(value) || (type === 'number' && typeof value === 'number')
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => isEqual(each, other[at]))
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one)
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
    )
  }
  return one === other
}
