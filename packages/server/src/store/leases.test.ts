import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeKinds } from './__fixtures__/store-kinds.ts'
import { openStore } from './open-store.ts'
import type { Store } from './store.ts'

describe.each(storeKinds)('what is held for a while in a store $name', ({ address }) => {
  let store: Store
  let now = 1_800_000_000_000
  beforeAll(async () => {
    store = await openStore(address(), () => now)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  test('frees an idempotency key at the end of its lease or its answer, and when it is released', async () => {
    const one = { owner: 'lease', key: 'k', token: '1' }
    const other = { ...one, token: '2' }
    await store.idempotency.claim(one, 'f', 0)
    expect(await store.idempotency.claim(other, 'f', 60_000)).toEqual({ state: 'claimed' })
    await store.idempotency.release(one)
    expect(await store.idempotency.claim(one, 'f', 60_000)).toMatchObject({ state: 'running' })
    await store.idempotency.renew(other, 60_000)
    await store.idempotency.release(other)
    expect(await store.idempotency.claim(one, 'f', 60_000)).toEqual({ state: 'claimed' })
    await store.idempotency.keep(one, { status: 200, contentType: '', body: '' }, 0)
    expect(await store.idempotency.claim(other, 'f', 60_000)).toEqual({ state: 'claimed' })
  })

  test('lets so many into a room as it has places, and gives a place back that nobody renews', async () => {
    const tokens = Array.from({ length: 12 }, (_, at) => `t${at}`)
    const entered = await Promise.all(tokens.map((token) => store.limits.enter('room', token, 3, 1000)))
    const inside = tokens.filter((_, at) => entered[at])
    expect(inside).toHaveLength(3)
    const [first = '', second = ''] = inside
    await store.limits.leave('room', first)
    expect(await store.limits.enter('room', 'next', 3, 1000)).toBe(true)
    expect(await store.limits.enter('room', 'late', 3, 1000)).toBe(false)
    await store.limits.stay('room', second, 5000)
    now += 1000
    expect(await store.limits.enter('room', 'a', 3, 1000)).toBe(true)
    expect(await store.limits.enter('room', 'b', 3, 1000)).toBe(true)
    expect(await store.limits.enter('room', 'c', 3, 1000)).toBe(false)
  })

  test('frees what a dead server held after one lease, though the clock was set back by an hour', async () => {
    const dead = { owner: 'clock', key: 'dead', token: '1' }
    const living = { owner: 'clock', key: 'living', token: '2' }
    const next = (key: string) => store.idempotency.claim({ owner: 'clock', key, token: '3' }, 'f', 20_000)
    for (const each of [dead, living]) await store.idempotency.claim(each, 'f', 20_000)
    for (const token of ['dead', 'living']) await store.limits.enter('clock', token, 2, 20_000)
    now -= 3_600_000
    expect(await next('dead')).toMatchObject({ state: 'running' })
    expect(await next('living')).toMatchObject({ state: 'running' })
    expect(await store.limits.enter('clock', 'next', 2, 20_000)).toBe(false)
    now += 10_000
    await store.idempotency.renew(living, 20_000)
    await store.limits.stay('clock', 'living', 20_000)
    now += 10_000
    expect(await next('dead')).toEqual({ state: 'claimed' })
    expect(await next('living')).toMatchObject({ state: 'running' })
    expect(await store.limits.enter('clock', 'next', 2, 20_000)).toBe(true)
    expect(await store.limits.enter('clock', 'late', 2, 20_000)).toBe(false)
    now += 3_600_000
  })
})
