import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { systemClock } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { createHandler, type Handler } from '../app.ts'
import { loadSqlite } from './sql/load-sqlite.ts'
import { sqlStore } from './sql/sql-store.ts'
import { openSqlite } from './sql/sqlite-database.ts'
import { sqliteFailure } from './sql/sqlite-failure.ts'

const outage = { code: 'store_unavailable', status: 503, retryAfter: 2 }

describe('a server whose SQLite file', () => {
  test('cannot grow answers 503, keeps what it acknowledged, and goes on when there is room', async () => {
    const { server, pages } = await opened()
    const { id } = JSON.parse((await ask(server, { store: true })).text)
    await pages('(SELECT page_count FROM pragma_page_count)')
    const long = { store: true, messages: [{ role: 'user', content: 'x'.repeat(100_000) }] }
    expect(await ask(server, long)).toMatchObject({ status: 503, text: expect.stringContaining('"store_unavailable"') })
    const streamed = await ask(server, { ...long, stream: true })
    expect(streamed.text).toContain('"code":"store_unavailable"')
    expect(streamed.text).not.toContain('[DONE]')
    expect(await readiness(server)).toEqual([503, 'store_unavailable'])
    await pages('1073741823')
    expect(await readiness(server)).toEqual([200, undefined])
    expect((await ask(server, long)).status).toBe(200)
    const kept = await server.fetch(new Request(`http://localhost/v1/chat/completions/${id}`))
    expect(kept.status).toBe(200)
  })

  test.each(['', '-wal'])(
    'is taken away (%j) acknowledges nothing that would be lost, until it is put back',
    async (part) => {
      const { server, path } = await opened()
      renameSync(`${path}${part}`, `${path}${part}.away`)
      expect(await ask(server, { store: true })).toMatchObject({ status: 503 })
      expect(await readiness(server)).toEqual([503, 'store_unavailable'])
      renameSync(`${path}${part}.away`, `${path}${part}`)
      expect(await readiness(server)).toEqual([200, undefined])
      expect(await ask(server, { store: true })).toMatchObject({ status: 200 })
    },
  )

  test('is another one by now says so, rather than to write where nobody reads', async () => {
    const { server, path, told } = await opened()
    rmSync(path)
    await (await openSqlite(path))[Symbol.asyncDispose]()
    expect(await ask(server, { store: true })).toMatchObject({ status: 503 })
    expect(told).toMatchObject([{ cause: { message: expect.stringContaining('is another file than the one') } }])
  })

  test('is damaged reads and writes no more of it, and is not ready, until a restart', async () => {
    const path = temporaryPath('damaged.db')
    // It opens as if nothing were wrong, and counts of limits could still be written.
    await damage(path, 'colloquy_completions')
    const { server, store, told } = await opened(path)
    expect(await ask(server, { store: true })).toMatchObject({ status: 503 })
    expect(told).toMatchObject([{ cause: { message: 'database disk image is malformed' } }])
    expect(await readiness(server)).toEqual([503, 'store_unavailable'])
    await expect(store.limits.count('counter', 'today', 1)).rejects.toMatchObject(outage)
  })

  test('is damaged where its version stands is refused at the start, with its path and the reason', async () => {
    const path = temporaryPath('damaged.db')
    await damage(path, 'colloquy_version')
    await expect(opened(path)).rejects.toThrow(`The store ${path} cannot be used: database disk image is malformed.`)
  })

  test('another process has still finds keys in it, and writes when that has ended', async () => {
    const { store, path, pause } = await opened()
    const other = new (await loadSqlite())(path)
    other.exec('BEGIN EXCLUSIVE')
    expect(await store.keys.any()).toBe(false)
    const adding = store.limits.count('counter', 'today', 1)
    // The first try has found the lock, and time is given to others before the second.
    await pause()
    other.exec('COMMIT')
    await adding
    expect(await store.limits.counted('counter', 'today')).toBe(1)
    other.close()
  })

  test('another process has for more than five seconds is told as an outage', async () => {
    const { store, path, pausesTake } = await opened()
    const other = new (await loadSqlite())(path)
    other.exec('BEGIN EXCLUSIVE')
    pausesTake(5000)
    await expect(store.limits.count('counter', 'today', 1)).rejects.toMatchObject(outage)
    other.close()
  })
})

test.each([
  [{ errcode: 5 }, 'busy'],
  [{ code: 'SQLITE_BUSY_SNAPSHOT' }, 'busy'],
  [{ errcode: 778 }, 'outage'],
  [{ code: 'SQLITE_READONLY_DBMOVED' }, 'outage'],
  [{ errcode: 14 }, 'outage'],
  [{ errcode: 267 }, 'damage'],
  [{ code: 'SQLITE_NOTADB' }, 'damage'],
  [{ errcode: 19 }, undefined],
  [{ code: 'SQLITE_CONSTRAINT_UNIQUE' }, undefined],
  [{}, undefined],
])('the error %j of SQLite means %s', (fields, meaning) => {
  expect(sqliteFailure(Object.assign(new Error('failed'), fields))).toBe(meaning)
})

/** A server with a file of its own. `pages` bounds it, as a disk does; `pause` waits until a transaction does. */
async function opened(path = temporaryPath('outage.db')) {
  let late = 0
  let step = 0
  let paused: () => void = () => undefined
  const clock = {
    ...systemClock,
    now: () => systemClock.now() + late,
    after: (milliseconds: number, callback: () => void) => {
      late += step
      paused()
      return systemClock.after(milliseconds, callback)
    },
  }
  const database = await openSqlite(path, clock)
  const store = await sqlStore(database)
  onTestFinished(() => store[Symbol.asyncDispose]())
  const told: unknown[] = []
  const onError = (error: unknown) => told.push(error)
  return {
    path,
    database,
    store,
    told,
    server: createHandler(scriptedBackend('Hello.'), { store, onError }),
    pages: async (most: string) => {
      const bound = await database.batch([{ text: `SELECT ${most} AS most` }])
      await database.migrate(() => [
        `PRAGMA max_page_count = ${bound[0]?.[0]?.['most'] ?? expect.unreachable('no row')}`,
      ])
    },
    pause: () => new Promise<void>((resolve) => (paused = resolve)),
    pausesTake: (milliseconds: number) => (step = milliseconds),
  }
}

/** Makes a store and overwrites the first page of one of its tables. */
async function damage(path: string, table: string): Promise<void> {
  const { database } = await opened(path)
  const [[row] = []] = await database.batch([
    { text: 'SELECT rootpage FROM sqlite_master WHERE name = ?', values: [table] },
  ])
  const page = Number(row?.['rootpage'])
  const connection = new (await loadSqlite())(path)
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  connection.close()
  writeFileSync(path, readFileSync(path).fill(0xff, (page - 1) * 4096, page * 4096))
}

async function ask(server: Handler, fields: object) {
  const response = await server.fetch(
    new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'scripted', messages: [{ role: 'user', content: 'Hi' }], ...fields }),
    }),
  )
  return { status: response.status, text: await response.text() }
}

async function readiness(server: Handler): Promise<[number, unknown]> {
  const response = await server.fetch(new Request('http://localhost/readyz'))
  return [response.status, (await response.json()).reason]
}
