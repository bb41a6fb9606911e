import { test } from 'vitest'
import type { FunctionObject, ServiceTier, Verbosity } from '../protocol/index.ts'
import {
  boolean,
  byField,
  byType,
  integer,
  jsonObject,
  list,
  literal,
  maybe,
  nullable,
  object,
  oneOf,
  openOneOf,
  optional,
  string,
  type ObjectSchemaOf,
} from './schema-builders.ts'
import type { Schema } from './schema.ts'

// Each schema of `schemas/` is annotated with its protocol type. These tests prove that such an annotation refuses
// every way in which data and type can differ, so that what compiles there agrees.

export const kept: unknown[] = []
function keep<T>(schema: Schema<T>): void {
  kept.push(schema)
}

test('an exact schema compiles', () => {
  keep<FunctionObject>(
    object('FunctionObject', {
      name: string(),
      description: maybe(string()),
      parameters: maybe(jsonObject()),
      strict: maybe(boolean()),
    }),
  )
})

test('a field of another type is refused', () => {
  keep<FunctionObject>(
    object('FunctionObject', {
      name: string(),
      description: maybe(string()),
      // @ts-expect-error parameters is an object
      parameters: maybe(string()),
      strict: maybe(boolean()),
    }),
  )
})

test('a field left out is refused, even an optional one', () => {
  // @ts-expect-error b is missing
  keep<{ a: string; b?: string }>(object('', { a: string() }))
})

test('a field too many is refused', () => {
  // @ts-expect-error b is not in the type
  keep<{ a: string }>(object('', { a: string(), b: string() }))
})

test('optional and required fields are told apart', () => {
  // @ts-expect-error a is optional in the type
  keep<{ a?: string | null }>(object('', { a: string() }))
  // @ts-expect-error a is required in the type
  keep<{ a: string | null }>(object('', { a: maybe(string()) }))
})

test('null is told apart', () => {
  // @ts-expect-error null is not in the type
  keep<{ a?: string }>(object('', { a: maybe(string()) }))
  // @ts-expect-error null is in the type
  keep<{ a?: string | null }>(object('', { a: optional(string()) }))
  // @ts-expect-error null is not in the type
  keep<string>(nullable(string()))
})

test('enum values too few or too many are refused', () => {
  // @ts-expect-error b is missing
  keep<'a' | 'b'>(oneOf(['a']))
  // @ts-expect-error b is not in the type
  keep<'a'>(oneOf(['a', 'b']))
  // @ts-expect-error the type is wider
  keep<'a' | 'b'>(literal('a'))
  // @ts-expect-error the type is narrower
  keep<'a'>(string())
})

test('named values of open enums too few or too many are refused', () => {
  // @ts-expect-error most tiers are missing
  keep<ServiceTier>(openOneOf(['auto']))
  // @ts-expect-error extreme is not in the type
  keep<Verbosity>(openOneOf(['low', 'medium', 'high', 'extreme']))
})

interface First {
  type: 'first'
  one: number
}
interface Second {
  type: 'second'
}
declare const first: ObjectSchemaOf<First>
declare const second: ObjectSchemaOf<Second>

test('variants left out, mixed up or too many are refused', () => {
  keep<First | Second>(byField('type', { first, second }))
  // @ts-expect-error second is missing
  keep<First | Second>(byField('type', { first }))
  // @ts-expect-error the names are swapped
  keep<First | Second>(byField('type', { first: second, second: first }))
  // @ts-expect-error second is not in the type
  keep<First>(byField('type', { first, second }))
})

test('alternatives by JSON type left out or too many are refused', () => {
  keep<string | number[]>(byType({ string: string(), array: list(integer()) }))
  // @ts-expect-error the list is missing
  keep<string | number[]>(byType({ string: string() }))
  // @ts-expect-error the list is not in the type
  keep<string>(byType({ string: string(), array: list(integer()) }))
})
