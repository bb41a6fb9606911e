import { describe, expect, test } from 'vitest'
import { TestClock } from '../../../colloquy/src/client/__fixtures__/test-clock.ts'
import { WaitingRoom } from './waiting-room.ts'

const staying = new AbortController().signal

describe('WaitingRoom', () => {
  test('gives a free place at once', async () => {
    const { room, free } = roomWith(1)
    expect(await room.enter(free.take, staying)).toBe('place')
    expect(room.waiting).toBe(0)
  })

  test('serves first come first', async () => {
    const { room, free } = roomWith(0)
    const order: string[] = []
    const entered = ['a', 'b', 'c'].map((name) => room.enter(free.take, staying).then(() => order.push(name)))
    free.count = 3
    room.admit()
    await Promise.all(entered)
    expect(order).toEqual(['a', 'b', 'c'])
  })

  test('lets nobody pass those who wait, even where a place is free', async () => {
    const { room, free } = roomWith(0)
    const first = room.enter(free.take, staying)
    free.count = 1
    const second = room.enter(free.take, staying)
    expect(room.waiting).toBe(2)
    room.admit()
    await first
    free.count = 1
    room.admit()
    await second
  })

  test('lets others go first where the longest waiting cannot use the place', async () => {
    const { room, free } = roomWith(0)
    const never = room.enter(() => undefined, staying)
    const able = room.enter(free.take, staying)
    free.count = 1
    room.admit()
    expect(await able).toBe('place')
    expect(room.waiting).toBe(1)
    void never
  })

  test('refuses one more than may wait with 503 and the time to come back', async () => {
    const { room, free } = roomWith(0, { maxWaiting: 1 })
    void room.enter(free.take, staying)
    expect(room.full).toBe(true)
    await expect(room.enter(free.take, staying)).rejects.toMatchObject({
      message: 'The server is busy: 1 request waits already. Try again in 1 s.',
      code: 'overloaded',
      status: 503,
      retryAfter: 1,
    })
  })

  test('refuses who has waited too long', async () => {
    const { room, free, clock } = roomWith(0, { maxWait: 5_000 })
    const waits = room.enter(free.take, staying)
    clock.advance(5_000)
    await expect(waits).rejects.toMatchObject({ code: 'overloaded', status: 503 })
    expect(room.waiting).toBe(0)
  })

  test('refuses at once who would wait too long at the pace of late', async () => {
    const { room, free, clock } = roomWith(0, { maxWait: 5_000 })
    const entered = Array.from({ length: 5 }, () => room.enter(free.take, staying))
    for (let freed = 0; freed < 2; freed++) {
      clock.advance(2_000)
      free.count = 1
      room.admit()
    }
    // Three wait, one place is free every 2 s: the next would wait for 6.
    await expect(room.enter(free.take, staying)).rejects.toMatchObject({ code: 'overloaded', retryAfter: 5 })
    free.count = 3
    room.admit()
    await Promise.all(entered)
    expect(room.full).toBe(false)
  })

  test('forgets who leaves', async () => {
    const { room, free, clock } = roomWith(0)
    const leaving = new AbortController()
    const waits = room.enter(free.take, leaving.signal)
    leaving.abort()
    await expect(waits).rejects.toMatchObject({ code: 'aborted' })
    expect([room.waiting, clock.pending]).toEqual([0, 0])
    await expect(room.enter(free.take, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' })
  })
})

function roomWith(count: number, options: ConstructorParameters<typeof WaitingRoom>[0] = {}) {
  const clock = new TestClock()
  const free = {
    count,
    take: (): string | undefined => (free.count > 0 ? (free.count--, 'place') : undefined),
  }
  return { room: new WaitingRoom(options, clock), free, clock }
}
