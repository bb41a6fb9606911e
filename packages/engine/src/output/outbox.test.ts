import { describe, expect, test } from 'vitest'

import { Outbox } from './outbox.ts'

describe('Outbox', () => {
  test('hands over items in order, those that were there and those that come while it is read', async () => {
    const outbox = new Outbox<number>()
    outbox.push(1)
    outbox.push(2)
    const seen: number[] = []
    for await (const item of outbox) {
      seen.push(item)
      if (item === 2) {
        outbox.push(3)
        queueMicrotask(() => {
          outbox.push(4)
          outbox.end()
        })
      }
    }
    expect(seen).toEqual([1, 2, 3, 4])
  })

  test('hands over what is there before it throws the error', async () => {
    const outbox = new Outbox<number>()
    outbox.push(1)
    outbox.end(new Error('broken'))
    const reader = outbox[Symbol.asyncIterator]()
    expect(await reader.next()).toEqual({ value: 1, done: false })
    await expect(reader.next()).rejects.toThrow('broken')
  })

  test('ends at once when nothing came', async () => {
    const outbox = new Outbox<number>()
    outbox.end()
    expect(await outbox[Symbol.asyncIterator]().next()).toEqual({ value: undefined, done: true })
  })
})
