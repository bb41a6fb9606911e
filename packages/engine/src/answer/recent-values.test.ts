import { expect, test } from 'vitest'

import { failure } from '../__fixtures__/ask.ts'
import { RecentValues } from './recent-values.ts'

const { signal } = new AbortController()

test('makes a value once and forgets the one whose last use is longest ago', async () => {
  const made: string[] = []
  const values = new RecentValues<string>(2)
  const got: string[] = []
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
    const make = async (): Promise<string> => {
      made.push(key)
      return key.toUpperCase()
    }
    got.push(await values.get(key, make, signal))
  }
  expect(got).toEqual(['A', 'B', 'A', 'C', 'A', 'B'])
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('does not keep what could not be made', async () => {
  const values = new RecentValues<number>(2)
  await expect(values.get('a', () => Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
  expect(await values.get('a', async () => 1, signal)).toBe(1)
})

test('makes a value once for all who wait for it, and each may leave by itself', async () => {
  const values = new RecentValues<number>(2)
  const [first, second] = [new AbortController(), new AbortController()]
  let finish: ((value: number) => void) | undefined
  let makings = 0
  let making: AbortSignal | undefined
  const make = (given: AbortSignal): Promise<number> => {
    makings++
    making = given
    return new Promise((resolve) => {
      finish = resolve
    })
  }
  const asked = [first, second].map((controller) => values.get('a', make, controller.signal))
  first.abort()
  expect(await failure(Promise.race(asked.slice(0, 1)))).toMatchObject({ code: 'aborted' })
  expect(making?.aborted).toBe(false)
  finish?.(7)
  expect(await asked[1]).toBe(7)
  expect(makings).toBe(1)
})

test('calls off what nobody waits for any more, and makes it anew for who asks then', async () => {
  const values = new RecentValues<number>(2)
  const controller = new AbortController()
  const make = (making: AbortSignal): Promise<number> =>
    new Promise((_, reject) => {
      making.addEventListener('abort', () => reject(new Error('called off')))
    })
  const asked = values.get('a', make, controller.signal)
  controller.abort()
  await expect(asked).rejects.toMatchObject({ code: 'aborted' })
  expect(await values.get('a', async () => 2, signal)).toBe(2)
})

test('makes nothing for who gave up before, and keeps what was made', async () => {
  const values = new RecentValues<number>(2)
  const makings: string[] = []
  const make = (key: string) => async (): Promise<number> => makings.push(key)
  await values.get('a', make('a'), signal)
  for (const key of ['a', 'b']) {
    await expect(values.get(key, make(key), AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' })
  }
  await values.get('a', make('a'), signal)
  expect(makings).toEqual(['a'])
})
