import { ServerError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { WaitingLine } from './waiting-line.ts'

const none = { free: 0, retryAfter: (): number => 7 }

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
    expect(line.length).toBe(1)
  })

  test('counts free slots as places, so that a limit of 0 means "now or never"', () => {
    const line = new WaitingLine<string>(0)
    line.join('a', { ...none, free: 1 })
    expect(() => line.join('b', { ...none, free: 1 })).toThrow('queueLimit is 0')
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
})
