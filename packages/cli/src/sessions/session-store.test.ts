import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MemorySessionStore } from './memory-session-store.ts'
import type { SessionStore } from './session.ts'
import { openSessionStore } from './sqlite-session-store.ts'

let now = 1000
const clock = (): number => now++
const opened = [
  ['in memory', async () => new MemorySessionStore(clock)],
  ['in SQLite', () => openSessionStore(':memory:', clock)],
] as const

const user = (content: string) => ({ role: 'user', content }) as const
const model = (content: string) => ({ role: 'assistant', content }) as const

describe.each(opened)('conversations %s', (_, open) => {
  let store: SessionStore
  beforeEach(async () => {
    now = 1000
    store = await open()
  })
  afterEach(() => {
    store.close()
  })

  function exchange(session: string, question: string, answer: string): number {
    const asked = store.append(session, { parent: store.find(session)?.head ?? null, message: user(question) })
    return store.append(session, { parent: asked.id, message: model(answer), model: 'm', finish: 'stop' }).id
  }

  const said = (session: string) => store.path(session).map(({ message }) => message.content)

  test('give back every message as it was', () => {
    const { id } = store.create({ system: 'Be brief.' })
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const message = { role: 'user', content: [{ type: 'text', text: 'Ahoy' }] } as const
    const first = store.append(id, { parent: null, message })
    store.append(id, { parent: first.id, message: model('Hi'), model: 'm', usage, finish: 'stop' })
    expect(store.path(id)).toMatchObject([
      { parent: null, message, model: null, usage: null },
      { parent: first.id, message: model('Hi'), model: 'm', usage, finish: 'stop' },
    ])
    expect(store.find(id)).toMatchObject({ name: 'Ahoy', system: 'Be brief.', model: 'm' })
  })

  test('are found by id, by the beginning of an id, and by name', () => {
    const { id } = store.create({ name: 'boats' })
    for (const name of [id, id.slice(0, 5), 'boats']) expect(store.find(name)?.id).toBe(id)
    expect(store.find('ships')).toBeUndefined()
  })

  test('are listed with the latest first', () => {
    const [a, b] = [store.create(), store.create()]
    exchange(a.id, 'x', 'y')
    expect(store.list().map(({ id }) => id)).toEqual([a.id, b.id])
  })

  test('go on from the head, so that an undone exchange is no part of them', () => {
    const { id } = store.create()
    const head = exchange(id, 'one', 'two')
    exchange(id, 'three', 'four')
    store.setHead(id, head)
    exchange(id, 'five', 'six')
    expect(said(id)).toEqual(['one', 'two', 'five', 'six'])
    store.setHead(id, null)
    expect(said(id)).toEqual([])
  })

  test('branch into a copy that changes nothing of the original', () => {
    const { id } = store.create({ name: 'boats', system: 's' })
    exchange(id, 'one', 'two')
    const copy = store.branch(id)
    exchange(copy.id, 'three', 'four')
    expect(said(id)).toEqual(['one', 'two'])
    expect(said(copy.id)).toEqual(['one', 'two', 'three', 'four'])
    expect(store.find(copy.id)).toMatchObject({ name: 'boats (branch)', system: 's' })
  })

  test('are searched by the beginnings of words, in any case and order', () => {
    const { id } = store.create()
    exchange(id, 'A boat-name, please', 'Windward!')
    exchange(id, 'Another', 'Leeward "OR" NEAR(x')
    const found = (text: string) => store.search(text, { limit: 10 }).map(({ entry }) => entry.message.content)
    expect(found('NAME boat')).toEqual(['A boat-name, please'])
    expect(found('ward')).toEqual([])
    expect(found('leew')).toEqual(['Leeward "OR" NEAR(x'])
    expect(found('near( "or')).toEqual(['Leeward "OR" NEAR(x'])
    expect(found('')).toHaveLength(4)
    expect(store.search('', { limit: 10, model: 'm' })).toHaveLength(2)
    expect(store.search('', { limit: 1 })).toMatchObject([
      { session: { id }, entry: { message: model('Leeward "OR" NEAR(x') } },
    ])
  })

  test('are gone with all their messages once removed', () => {
    const { id } = store.create()
    exchange(id, 'one', 'two')
    store.remove(id)
    expect(store.find(id)).toBeUndefined()
    expect(store.search('one', { limit: 10 })).toEqual([])
  })

  test('are pruned by their age', () => {
    const old = store.create()
    const middle = now
    const young = store.create()
    expect(store.prune(middle)).toBe(1)
    expect(store.list().map(({ id }) => id)).toEqual([young.id])
    expect(store.find(old.id)).toBeUndefined()
  })
})

test('the file is for its owner alone, and a newer version’s file is refused', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'colloquy-sessions-'))
  const path = join(directory, 'deep', 'colloquy.db')
  try {
    const store = await openSessionStore(path)
    store.create({ name: 'kept' })
    store.close()
    expect(statSync(path).mode & 0o077).toBe(0)
    const again = await openSessionStore(path)
    expect(again.find('kept')?.name).toBe('kept')
    again.close()
    const { openDatabase } = await import('./open-database.ts')
    const database = await openDatabase(path)
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(openSessionStore(path)).rejects.toThrow('newer version')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
