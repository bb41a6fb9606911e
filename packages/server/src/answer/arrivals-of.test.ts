import { expect, test } from 'vitest'
import { arrivalsOf } from './arrivals-of.ts'

async function* counting(): AsyncGenerator<number, string> {
  yield 1
  yield 2
  return 'not shown'
}

async function* failing(): AsyncGenerator<number> {
  yield 1
  throw new Error('no more')
}

test('gives what an iterable gives: nothing, then what was waited for, then the end', async () => {
  const arrivals = arrivalsOf(counting())
  const taken: unknown[] = []
  for (let wait = 0; wait < 3; wait++) {
    taken.push(arrivals.take())
    await arrivals.ready()
    taken.push(arrivals.take())
  }
  expect(taken).toEqual([
    undefined,
    { done: false, value: 1 },
    undefined,
    { done: false, value: 2 },
    undefined,
    { done: true, value: undefined },
  ])
})

test('is iterable itself', async () => {
  const seen: number[] = []
  for await (const number of arrivalsOf(counting())) seen.push(number)
  expect(seen).toEqual([1, 2])
})

test('a failure is thrown when it is taken, not when it is waited for', async () => {
  const arrivals = arrivalsOf(failing())
  await arrivals.next()
  await arrivals.ready()
  expect(() => arrivals.take()).toThrow('no more')
})

test('stopping stops what makes it', async () => {
  const numbers = counting()
  await arrivalsOf(numbers).return()
  expect(await numbers.next()).toEqual({ done: true, value: undefined })
})

test('what can be taken as it comes is not wrapped again', () => {
  const arrivals = arrivalsOf(counting())
  expect(arrivalsOf(arrivals)).toBe(arrivals)
})
