import { describe, expect, test } from 'vitest'
import * as colloquy from '../index.ts'
import type { ColloquyError, ErrorCode } from '../index.ts'
import { errorTable, type ErrorRow } from './error-table.ts'
import { explanations } from './explanations.ts'

const codes = Object.keys(errorTable).filter((code): code is ErrorCode => code in errorTable)
const exported: Record<string, unknown> = { ...colloquy }

type ErrorClass = new (message: string, details: { code: ErrorCode; phase?: 'idle' }) => ColloquyError

function isClass(value: unknown): value is ErrorClass {
  return typeof value === 'function'
}

describe('each row of the table', () => {
  test.each(codes)('%s has a class that carries its code, status and type', (code) => {
    const row: ErrorRow = errorTable[code]
    const errorClass = exported[row.class]
    if (!isClass(errorClass)) throw new Error(`${row.class} is not exported`)
    const error = new errorClass('Words.', { code, phase: 'idle' })
    expect(error).toMatchObject({ name: row.class, code, status: row.status, type: row.type, message: 'Words.' })
    expect(error).toBeInstanceOf(colloquy.ColloquyError)
  })

  test.each(codes)('%s is explained in a sentence or more', (code) => {
    expect(explanations[code]).toMatch(/^[A-Z].{30,}\.$/s)
  })
})

test('explains no code that is not in the table', () => {
  expect(Object.keys(explanations)).toEqual(codes)
})
