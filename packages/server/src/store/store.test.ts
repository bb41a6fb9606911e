import type { ChatCompletionRequest } from 'colloquy/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyRecord } from '../keys/key-record.ts'
import { storeKinds } from './__fixtures__/store-kinds.ts'
import type { CompletionRecord, StoredCompletion } from './completion-store.ts'
import { openStore } from './open-store.ts'
import type { Store } from './store.ts'
import { storedMessages } from './stored-messages.ts'

describe.each(storeKinds)('a store $name', ({ address, lasts }) => {
  let store: Store
  let now = 1_800_000_000_000
  beforeAll(async () => {
    store = await openStore(address(), () => now)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  test('gives back what it was given, to the letter', async () => {
    const odd = 'a\u0000b \ud800 ü 🙂 "quoted" \\ \u2028'
    const given = record('c-odd', { model: odd, metadata: { [odd.slice(0, 8)]: odd, ['__proto__']: 'x' } }, odd)
    await store.completions.add('odd', given)
    expect(await store.completions.get('odd', 'c-odd')).toEqual(given.completion)
    expect(await store.completions.messages('odd', 'c-odd')).toEqual(given.messages)
  })

  test('lists by model and by every pair of metadata', async () => {
    const rows: [string, Partial<StoredCompletion>][] = [
      ['f1', { model: 'm1', metadata: { team: 'red', kind: 'a' } }],
      ['f2', { model: 'm2', metadata: { team: 'red' } }],
      ['f3', { model: 'm1', metadata: { team: 'blue', kind: 'a' } }],
      ['f4', { model: 'm1', metadata: {} }],
    ]
    for (const [id, fields] of rows) await store.completions.add('filters', record(id, fields))
    const ids = async (filter: object) => (await page('filters', filter)).ids
    expect(await ids({})).toEqual(['f1', 'f2', 'f3', 'f4'])
    expect(await ids({ model: 'm1' })).toEqual(['f1', 'f3', 'f4'])
    expect(await ids({ metadata: { team: 'red' } })).toEqual(['f1', 'f2'])
    expect(await ids({ metadata: { kind: 'a', team: 'red' } })).toEqual(['f1'])
    expect(await ids({ model: 'm2', metadata: { kind: 'a' } })).toEqual([])
    expect(await ids({ metadata: { team: 'blue', kind: 'a' }, model: 'm1' })).toEqual(['f3'])
    expect(await ids({ metadata: { tea: 'mred' } })).toEqual([])
  })

  test('goes through a list page by page in both orders, and says where it ends', async () => {
    for (let index = 0; index < 7; index++) await store.completions.add('pages', record(`p${index}`))
    expect(await page('pages', { limit: 3 })).toEqual({ ids: ['p0', 'p1', 'p2'], hasMore: true })
    expect(await page('pages', { limit: 3, after: 'p2' })).toEqual({ ids: ['p3', 'p4', 'p5'], hasMore: true })
    expect(await page('pages', { limit: 3, after: 'p5' })).toEqual({ ids: ['p6'], hasMore: false })
    expect(await page('pages', { limit: 7 })).toMatchObject({ hasMore: false })
    expect(await page('pages', { after: 'p6' })).toEqual({ ids: [], hasMore: false })
    expect(await page('pages', { order: 'desc', limit: 2, after: 'p2' })).toEqual({ ids: ['p1', 'p0'], hasMore: false })
    const query = { limit: 5, order: 'asc', after: 'unknown' } as const
    expect(await store.completions.list('pages', query)).toBeUndefined()
  })

  test('goes on after a completion that was deleted between two pages', async () => {
    for (const id of ['d0', 'd1', 'd2']) await store.completions.add('deletes', record(id))
    expect(await store.completions.delete('deletes', 'd1')).toBe(true)
    expect(await store.completions.delete('deletes', 'd1')).toBe(false)
    expect(await page('deletes', { after: 'd1' })).toEqual({ ids: ['d2'], hasMore: false })
    expect(await page('deletes', {})).toEqual({ ids: ['d0', 'd2'], hasMore: false })
    expect(await store.completions.get('deletes', 'd1')).toBeUndefined()
    expect(await store.completions.messages('deletes', 'd1')).toBeUndefined()
    expect(await store.completions.update('deletes', 'd1', { a: 'b' })).toBeUndefined()
    expect(await page('deletes', { metadata: { a: 'b' } })).toEqual({ ids: [], hasMore: false })
  })

  test('puts new metadata in place of the old, in what it gives and in what it finds', async () => {
    await store.completions.add('updates', record('u', { metadata: { old: '1', both: '1' } }))
    const updated = await store.completions.update('updates', 'u', { both: '2', new: '1' })
    expect(updated?.metadata).toEqual({ both: '2', new: '1' })
    expect(await store.completions.get('updates', 'u')).toEqual(updated)
    expect((await page('updates', { metadata: { old: '1' } })).ids).toEqual([])
    expect((await page('updates', { metadata: { both: '1' } })).ids).toEqual([])
    expect((await page('updates', { metadata: { both: '2', new: '1' } })).ids).toEqual(['u'])
  })

  test('shows nobody what belongs to another', async () => {
    await store.completions.add('owner', record('o', { metadata: { a: 'b' } }))
    expect(await store.completions.get('thief', 'o')).toBeUndefined()
    expect(await store.completions.messages('thief', 'o')).toBeUndefined()
    expect(await store.completions.update('thief', 'o', {})).toBeUndefined()
    expect(await store.completions.delete('thief', 'o')).toBe(false)
    expect(await store.completions.list('thief', { limit: 5, order: 'asc', after: 'o' })).toBeUndefined()
    expect((await page('thief', { metadata: { a: 'b' } })).ids).toEqual([])
    expect((await page('owner', { metadata: { a: 'b' } })).ids).toEqual(['o'])
  })

  test('takes no id twice', async () => {
    await store.completions.add('twice', record('t'))
    if (lasts) await expect(store.completions.add('twice', record('t'))).rejects.toThrow()
  })

  test('gives an idempotency key to one of many, and what was answered to all after', async () => {
    const key = { owner: 'a', key: 'k' }
    const tokens = Array.from({ length: 8 }, (_, at) => ({ ...key, token: `t${at}` }))
    const claims = await Promise.all(tokens.map((each) => store.idempotency.claim(each, 'f', 60_000)))
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1)
    expect(claims.filter(({ state }) => state === 'running')).toHaveLength(7)
    const winner = tokens[claims.findIndex(({ state }) => state === 'claimed')] ?? expect.unreachable('nobody')
    const answer = { status: 200, contentType: 'text/plain', body: 'ü \u0000' }
    await store.idempotency.keep({ ...winner, token: 'thief' }, { ...answer, body: 'x' }, 60_000)
    await store.idempotency.keep(winner, answer, 60_000)
    await store.idempotency.release(winner)
    const later = { ...key, token: 'later' }
    expect(await store.idempotency.claim(later, 'g', 60_000)).toEqual({ state: 'answered', fingerprint: 'f', answer })
    expect(await store.idempotency.claim({ ...later, owner: 'b' }, 'g', 60_000)).toEqual({ state: 'claimed' })
  })

  test('prunes what is old, of all owners and with all that belongs to it, and nothing else', async () => {
    const old = now
    const metadata = { team: 'old' }
    for (let at = 0; at < 3; at++) await store.completions.add('pruned', record(`old-${at}`, { metadata }))
    await store.completions.delete('pruned', 'old-1')
    now += 10_000
    await store.completions.add('pruned', record('new', { metadata }))
    expect(await store.completions.prune(old - 1_000_000)).toBe(0)
    expect(await store.completions.prune(now - 5_000)).toBeGreaterThanOrEqual(3)
    expect((await page('pruned', { metadata })).ids).toEqual(['new'])
    expect(await store.completions.get('pruned', 'old-0')).toBeUndefined()
    expect(await store.completions.messages('pruned', 'old-2')).toBeUndefined()
    expect(await store.completions.list('pruned', { after: 'old-1', limit: 5, order: 'asc' })).toBeUndefined()
    expect(await store.completions.prune(now - 5_000)).toBe(0)
  })

  test('finds a key by each hash that stands for it, until it is rotated away', async () => {
    const key = keyRecord('ann')
    expect(await store.keys.any()).toBe(false)
    expect(await store.keys.add(key, 'h1')).toBe(true)
    expect(await store.keys.any()).toBe(true)
    expect(await store.keys.find('h1')).toEqual(key)
    expect(await store.keys.find('h')).toBeUndefined()
    await store.keys.rotate(key.id, 'h2', now + 1000)
    expect(await store.keys.find('h1')).toEqual(key)
    expect(await store.keys.find('h2')).toEqual(key)
    now += 1000
    expect(await store.keys.find('h1')).toBeUndefined()
    await store.keys.rotate(key.id, 'h3', now + 5000)
    expect(await store.keys.find('h1')).toBeUndefined()
    expect(await store.keys.find('h2')).toEqual(key)
    await store.keys.limit(key.id, { rpm: 5, budget: { tokens: 9, period: 'day' } })
    expect((await store.keys.find('h3'))?.limits).toEqual({ rpm: 5, budget: { tokens: 9, period: 'day' } })
    await store.keys.revoke(key.id)
    expect(await store.keys.find('h3')).toMatchObject({ revoked: now })
    expect(await store.keys.list()).toMatchObject([{ id: key.id, revoked: now }])
  })

  test('gives a name to one key at a time', async () => {
    expect(await store.keys.add(keyRecord('bob'), 'b1')).toBe(true)
    expect(await store.keys.add(keyRecord('bob', 'other'), 'b2')).toBe(false)
    expect(await store.keys.find('b2')).toBeUndefined()
    await store.keys.revoke('key_bob')
    expect(await store.keys.add(keyRecord('bob', 'other'), 'b2')).toBe(true)
  })

  test('lets so many take from a bucket as it holds, however many want to, and fills it within a minute', async () => {
    const bucket = { name: 'bucket', capacity: 10 }
    const taken = await Promise.all(Array.from({ length: 25 }, () => store.limits.take(bucket, 1)))
    expect(taken.filter((each) => each.taken)).toHaveLength(10)
    expect(await store.limits.take(bucket, 1)).toEqual({ taken: false, level: 0 })
    now += 30_000
    expect(await store.limits.take(bucket, 6)).toEqual({ taken: false, level: 5 })
    expect(await store.limits.take(bucket, 4)).toEqual({ taken: true, level: 1 })
    await store.limits.give(bucket, -3)
    expect(await store.limits.take(bucket, 1)).toEqual({ taken: false, level: -2 })
    await store.limits.give(bucket, 100)
    expect(await store.limits.take(bucket, 0)).toEqual({ taken: true, level: 10 })
    now += 600_000
    expect(await store.limits.take(bucket, 1)).toEqual({ taken: true, level: 9 })
  })

  test('fills a bucket whether servers’ clocks differ or a clock is set back by an hour', async () => {
    const bucket = { name: 'clocks', capacity: 10 }
    await store.limits.take(bucket, 4)
    now -= 6000
    expect(await store.limits.take(bucket, 0)).toEqual({ taken: true, level: 5 })
    now += 6000
    expect(await store.limits.take(bucket, 6)).toEqual({ taken: true, level: 0 })
    now -= 3_600_000
    expect(await store.limits.take(bucket, 1)).toEqual({ taken: true, level: 9 })
    now += 3_600_000
    expect(await store.limits.take(bucket, 1)).toEqual({ taken: true, level: 9 })
  })

  test('sums a counter from a day on', async () => {
    const days = ['2026-10-31', '2026-11-01', '2026-11-25']
    await Promise.all(days.flatMap((day) => [store.limits.count('n', day, 2), store.limits.count('n', day, 3)]))
    expect(await store.limits.counted('n', '2026-11-01')).toBe(10)
    expect(await store.limits.counted('n', '2026-11-25')).toBe(5)
    expect(await store.limits.counted('other', '2026-11-01')).toBe(0)
  })

  test.runIf(lasts)('has everything after it was closed and opened again, by two at a time', async () => {
    const place = address()
    const first = await openStore(place)
    await first.completions.add('a', record('r', { metadata: { k: 'v' } }))
    const second = await openStore(place)
    expect(await second.completions.get('a', 'r')).toEqual(record('r', { metadata: { k: 'v' } }).completion)
    await second.completions.update('a', 'r', { k: 'w' })
    expect((await first.completions.get('a', 'r'))?.metadata).toEqual({ k: 'w' })
    await first[Symbol.asyncDispose]()
    await second[Symbol.asyncDispose]()
    const third = await openStore(place)
    expect((await third.completions.get('a', 'r'))?.metadata).toEqual({ k: 'w' })
    await third[Symbol.asyncDispose]()
  })

  test.runIf(lasts)('can be opened by many at once where there was nothing', async () => {
    const place = address()
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(place)))
    await Promise.all(stores.map((each, at) => each.completions.add('a', record(`m${at}`))))
    const [one] = stores
    expect((await one?.completions.list('a', { limit: 10, order: 'asc' }))?.items).toHaveLength(6)
    for (const each of stores) await each[Symbol.asyncDispose]()
  })

  async function page(owner: string, query: object): Promise<{ ids: string[]; hasMore: boolean }> {
    const found = await store.completions.list(owner, { limit: 20, order: 'asc', ...query })
    if (found === undefined) return expect.unreachable('there is no such cursor')
    return { ids: found.items.map(({ id }) => id), hasMore: found.hasMore }
  }
})

test('an address that names no store is refused without repeating it', async () => {
  const error = await openStore('mysql://root:secret@host').catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('`sqlite:PATH`')
  expect(String(error)).not.toContain('secret')
})

test('a Postgres that cannot be reached is refused without repeating its password', async () => {
  const error = await openStore('postgres://root:secret@127.0.0.1:9/x').catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('at 127.0.0.1:9 cannot be used: ECONNREFUSED')
  expect(String(error)).not.toContain('secret')
})

function keyRecord(name: string, id = name): KeyRecord {
  return { id: `key_${id}`, name, owner: 'o', created: 1, expires: null, revoked: null, limits: {} }
}

function record(id: string, fields: Partial<StoredCompletion> = {}, text = 'Hi'): CompletionRecord {
  const messages: ChatCompletionRequest['messages'] = [
    { role: 'system', content: text },
    { role: 'user', content: [{ type: 'text', text }] },
  ]
  const completion: StoredCompletion = {
    id,
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: null },
        finish_reason: 'stop',
        logprobs: null,
      },
    ],
    metadata: {},
    request_id: 'req_1',
    input_user: null,
    frequency_penalty: 0,
    presence_penalty: 0,
    response_format: null,
    seed: null,
    temperature: 1,
    tool_choice: null,
    tools: null,
    top_p: 1,
    ...fields,
  }
  return { completion, messages: storedMessages(id, messages) }
}
