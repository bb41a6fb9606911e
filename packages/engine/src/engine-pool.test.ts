import { AbortError, collect, ModelError, NotFoundError } from 'colloquy'
import { afterEach, expect, test } from 'vitest'

import { scriptedModel } from '../../../test/support/scripted-model.ts'
import { failure } from './__fixtures__/ask.ts'
import type { EnginePoolOptions } from './engine-pool-options.ts'
import { createEnginePool, type EnginePool } from './engine-pool.ts'

const sizes = { contextSize: 256, parallel: 1, threads: 1, gpu: 'none' } as const
const pools: EnginePool[] = []

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close()
})

async function open(options: Partial<EnginePoolOptions> = {}): Promise<{ pool: EnginePool; events: string[] }> {
  const events: string[] = []
  const models = [await scriptedModel({ says: 'I am the first.' }), await scriptedModel({ says: 'I am the second.' })]
  const pool = await createEnginePool({
    models,
    ...sizes,
    ...options,
    onProgress: (event) => {
      if (event.type === 'plan' || event.type === 'loaded' || event.type === 'unload')
        events.push(`${event.type} ${event.model}`)
    },
  })
  pools.push(pool)
  return { pool, events }
}

async function say(pool: EnginePool, model: string, signal = new AbortController().signal): Promise<string | null> {
  const request = { model, messages: [{ role: 'user' as const, content: 'Who are you?' }], temperature: 0 }
  return (await collect(pool.complete(request, { signal }))).choices[0]?.message.content ?? null
}

async function names(pool: EnginePool): Promise<[string, string]> {
  const [first, second] = await pool.models()
  if (first === undefined || second === undefined) throw new Error('there are not two models')
  return [first.id, second.id]
}

test('answers with the model that the request names, and lists all', async () => {
  const { pool } = await open()
  const [first, second] = await names(pool)
  expect(pool.loaded).toEqual([])
  expect(await say(pool, second)).toBe('I am the second.')
  expect(await say(pool, first)).toBe('I am the first.')
  expect(pool.loaded.map(({ model }) => model)).toEqual([second, first])
  expect(pool.load).toEqual({ running: 0, waiting: 0 })
})

test('tells the memory of every model before any is loaded, loads one when it is named, and unloads for another where there is not enough', async () => {
  const { pool, events } = await open({ memoryLimit: 300e6 })
  const [first, second] = await names(pool)
  expect(events).toEqual([`plan ${first}`, `plan ${second}`])
  for (const model of [first, second, first]) expect(await say(pool, model)).toMatch('I am the')
  expect(events.slice(2)).toEqual([
    `loaded ${first}`,
    `unload ${first}`,
    `loaded ${second}`,
    `unload ${second}`,
    `loaded ${first}`,
  ])
  expect(pool.loaded.map(({ model }) => model)).toEqual([first])
})

test('lets requests for two models that do not fit together all be answered', async () => {
  const { pool } = await open({ memoryLimit: 300e6 })
  const [first, second] = await names(pool)
  const order = [first, second, first, second, second, first]
  const answers = await Promise.all(order.map((model) => say(pool, model)))
  expect(answers).toEqual(order.map((model) => (model === first ? 'I am the first.' : 'I am the second.')))
})

test('refuses a model that takes more memory than is granted, with both numbers', async () => {
  const error = await failure(open({ memoryLimit: 100e6 }))
  expect(error).toBeInstanceOf(ModelError)
  expect(String(error)).toMatch(/takes about 2\d\d MB .*`memoryLimit` is 100 MB/)
})

test('takes options for one model alone', async () => {
  const models = [
    await scriptedModel({ says: 'Small.' }),
    { model: await scriptedModel({ says: 'Large.' }), contextSize: 512 },
  ]
  const { pool } = await open({ models })
  for (const { id } of await pool.models()) await say(pool, id)
  expect(pool.loaded.map(({ contextSize }) => contextSize)).toEqual([256, 512])
})

test('names what it serves when asked for something else, and loads nothing for what is no request', async () => {
  const { pool } = await open()
  const error = await failure(say(pool, 'gpt-4o'))
  expect(error).toBeInstanceOf(NotFoundError)
  for (const name of await names(pool)) expect(String(error)).toContain(name)
  const wrong = { model: (await names(pool))[0], messages: [] }
  expect(await failure(collect(pool.complete(wrong, { signal: new AbortController().signal })))).toMatchObject({
    status: 400,
    param: 'messages',
  })
  expect(pool.loaded).toEqual([])
})

test('can be left at any time', async () => {
  const { pool } = await open()
  const [first] = await names(pool)
  expect(await failure(say(pool, first, AbortSignal.abort()))).toBeInstanceOf(AbortError)
  const controller = new AbortController()
  const leaving = failure(say(pool, first, controller.signal))
  controller.abort()
  expect(await leaving).toBeInstanceOf(AbortError)
  expect(await say(pool, first)).toBe('I am the first.')
})

test('refuses no models, and times and sizes that are none', async () => {
  expect(await failure(open({ models: [] }))).toMatchObject({ param: 'models' })
  expect(await failure(open({ idleTimeout: -1 }))).toMatchObject({ param: 'idleTimeout' })
  expect(await failure(open({ memoryLimit: Number.NaN }))).toMatchObject({ param: 'memoryLimit' })
})

test('ends when it is closed', async () => {
  const { pool } = await open()
  const [first] = await names(pool)
  await say(pool, first)
  await pool.close()
  expect(pool.loaded).toEqual([])
  expect(await failure(say(pool, first))).toMatchObject({ code: 'engine_unavailable' })
})
