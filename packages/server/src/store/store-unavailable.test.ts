import { scriptedBackend } from 'colloquy/testing'
import { expect, test } from 'vitest'
import { createHandler } from '../app.ts'
import { postgresPrograms, startPostgres, type PostgresServer } from './__fixtures__/postgres-server.ts'
import { memoryStore } from './memory/memory-store.ts'
import { openStore } from './open-store.ts'
import { storeUnavailable } from './store-unavailable.ts'

test('a store that cannot be reached is answered 503 with a code of its own and the time to come back', async () => {
  const store = memoryStore()
  const gone = () => Promise.reject(storeUnavailable(new Error('db.internal refused')))
  const told: unknown[] = []
  const handler = createHandler(scriptedBackend('Hi.'), {
    store: { ...store, keys: { ...store.keys, any: gone } },
    onError: (error) => told.push(error),
  })
  const answer = await handler.fetch(new Request('http://localhost/v1/models'))
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(await answer.json()).toEqual({
    error: {
      message: 'The server cannot reach its store at the moment. Try again in 2 s.',
      type: 'server_error',
      param: null,
      code: 'store_unavailable',
    },
  })
  expect(told).toMatchObject([{ cause: { message: 'db.internal refused' } }])
})

const programs = postgresPrograms()
if (programs === undefined) console.log('SKIPPED: what a Postgres that ends does to requests; it is not installed.')

test.runIf(programs)('a Postgres that has ended is told as such, by reads and by transactions', async () => {
  const server = await startPostgres(programs ?? '')
  const store = await openStore(server.database())
  expect(await store.keys.any()).toBe(false)
  await server[Symbol.asyncDispose]()
  const outage = { code: 'store_unavailable', status: 503, retryAfter: 2 }
  await expect(store.keys.any()).rejects.toMatchObject(outage)
  const adding = store.keys.add(
    { id: 'key_1', name: 'ann', owner: 'o', created: 1, expires: null, revoked: null, limits: {} },
    'hash',
  )
  await expect(adding).rejects.toMatchObject(outage)
  await store[Symbol.asyncDispose]()
})

test.runIf(programs)('a role that may no longer come in, or not to a table, is told as an outage', async () => {
  await using server = await startPostgres(programs ?? '')
  await using role = await roleOf(server)
  const { run, address, shutOut } = role
  await run('CREATE TABLE private (id INTEGER)')
  await using database = await role.open()
  const outage = { code: 'store_unavailable', status: 503 }
  await expect(database.batch([{ text: 'SELECT * FROM private' }])).rejects.toMatchObject({
    ...outage,
    cause: { code: '42501' },
  })
  await run('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
  await expect(openStore(address)).rejects.toThrow('cannot be used: permission denied for schema public (42501).')
  await shutOut()
  // The connections are found ended by the first question, and the next one asks to come in.
  const ask = () => database.batch([{ text: 'SELECT 1' }])
  await ask().catch(() => undefined)
  await expect(ask()).rejects.toMatchObject({ ...outage, cause: { code: '28000' } })
  await run('ALTER ROLE app LOGIN')
  await ask()
})

test.runIf(programs)('closing waits for what is being written', async () => {
  await using server = await startPostgres(programs ?? '')
  const { openPostgres } = await import('./sql/postgres-database.ts')
  const address = server.database()
  await using reading = await openPostgres(address)
  const writing = await openPostgres(address)
  await reading.batch([{ text: 'CREATE TABLE slow (id INTEGER)' }])
  const written = writing.batch([{ text: 'INSERT INTO slow SELECT 1 FROM pg_sleep(0.2)' }])
  await writing[Symbol.asyncDispose]()
  expect(await reading.batch([{ text: 'SELECT id FROM slow' }])).toEqual([[{ id: 1 }]])
  await written
})

test.runIf(programs)('closing does not wait for a role that is shut out', async () => {
  await using server = await startPostgres(programs ?? '')
  await using role = await roleOf(server)
  const { run, shutOut } = role
  const database = await role.open()
  await shutOut()
  for (const _ of [1, 2]) await database.batch([{ text: 'SELECT 1' }]).catch(() => undefined)
  const first = await Promise.race([
    database[Symbol.asyncDispose]().then(() => 'closed'),
    run('SELECT pg_sleep(3)').then(
      () => 'three seconds',
      () => 'cancelled',
    ),
  ])
  expect(first).toBe('closed')
  await run(
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)%' AND pid <> pg_backend_pid()",
  )
})

test.runIf(programs)('a statement that is wrong is no outage', async () => {
  await using server = await startPostgres(programs ?? '')
  const { openPostgres } = await import('./sql/postgres-database.ts')
  await using database = await openPostgres(server.database())
  const wrong = await database.batch([{ text: 'SELECT nothing FROM nowhere' }]).catch((error: unknown) => error)
  expect(wrong).toMatchObject({ name: 'PostgresError', code: '42P01' })
})

/** A role beside that of the operator, who runs statements and can shut it out. */
async function roleOf(server: PostgresServer) {
  const { openPostgres } = await import('./sql/postgres-database.ts')
  const own = server.database()
  const operator = await openPostgres(own)
  const run = (text: string) => operator.batch([{ text }])
  await run('CREATE ROLE app LOGIN')
  const address = own.replace('colloquy@', 'app@')
  return {
    run,
    address,
    open: () => openPostgres(address),
    shutOut: async () => {
      await run('ALTER ROLE app NOLOGIN')
      await run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'")
    },
    [Symbol.asyncDispose]: () => operator[Symbol.asyncDispose](),
  }
}
