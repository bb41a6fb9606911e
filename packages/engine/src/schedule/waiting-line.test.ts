import { ServerError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { WaitingLine } from './waiting-line.ts'

const none = { level: 'default', free: 0, retryAfter: (): number => 7 } as const

describe('WaitingLine', () => {
  test('serves first come first', () => {
    const line = new WaitingLine<string>(3)
    line.join('a', none)
    line.join('b', none)
    expect([line.next(), line.next(), line.next()]).toEqual(['a', 'b', undefined])
  })

  test('turns away who finds it full, with 503 and how long to wait', () => {
    const line = new WaitingLine<string>(1)
    line.join('a', none)
    let thrown: unknown
    try {
      line.join('b', none)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ServerError)
    expect(thrown).toMatchObject({ code: 'overloaded', status: 503, retryAfter: 7 })
    expect(thrown).toMatchObject({ message: 'All places are taken and 1 request waits already. Try again in 7 s.' })
    expect(line.length).toBe(1)
  })

  test('counts free slots as places, so that a limit of 0 means "now or never"', () => {
    const line = new WaitingLine<string>(0)
    line.join('a', { ...none, free: 1 })
    expect(() => line.join('b', { ...none, free: 1 })).toThrow('All places are taken and no request may wait.')
  })

  test('puts those back in front who belong to a request that runs, whatever the limit', () => {
    const line = new WaitingLine<string>(1)
    line.join('c', none)
    line.rejoin(['a', 'b'])
    expect([line.next(), line.next(), line.next()]).toEqual(['a', 'b', 'c'])
  })

  test('lets anyone leave from any place', () => {
    const line = new WaitingLine<string>(4)
    for (const name of ['a', 'b', 'a', 'c']) line.join(name, none)
    line.leave((name) => name === 'a')
    expect([line.next(), line.next(), line.next()]).toEqual(['b', 'c', undefined])
  })

  test('serves the more urgent level first', () => {
    const line = new WaitingLine<string>(9)
    for (const level of ['flex', 'default', 'priority'] as const) line.join(level, { ...none, level })
    expect(everyone(line)).toEqual(['priority', 'default', 'flex'])
  })

  test('lets a bounded number of more urgent ones go before someone who waits', () => {
    const line = new WaitingLine<string>(100)
    for (const level of ['flex', 'default'] as const) line.join(level, { ...none, level })
    for (let index = 0; index < 60; index++) line.join('priority', { ...none, level: 'priority' })
    const order = everyone(line)
    expect(order.indexOf('default')).toBe(8)
    expect(order.indexOf('flex')).toBe(32)
  })

  test('lets people take turns, and keeps the order of what one of them asks', () => {
    const line = new WaitingLine<string>(9)
    for (const entry of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) line.join(entry, { ...none, user: entry[0] })
    expect(everyone(line)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
  })

  test('does not let someone who asks again and again go before someone who asked much at once', () => {
    const line = new WaitingLine<string>(9)
    for (const entry of ['b1', 'b2', 'b3']) line.join(entry, { ...none, user: 'b' })
    const order: (string | undefined)[] = []
    for (let turn = 0; turn < 3; turn++) {
      line.join('a', { ...none, user: 'a' })
      order.push(line.next(), line.next())
    }
    expect(order).toEqual(['b1', 'a', 'b2', 'a', 'b3', 'a'])
  })
})

function everyone(line: WaitingLine<string>): string[] {
  const entries: string[] = []
  for (let entry = line.next(); entry !== undefined; entry = line.next()) entries.push(entry)
  return entries
}
