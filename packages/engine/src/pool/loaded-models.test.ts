import { describe, expect, test } from 'vitest'

import { LoadedModels, type Lease, type Loadable } from './loaded-models.ts'

const forever = new AbortController().signal

/** Models that write down what happens to them; each loads when told to, or at once. */
function shelf(options: { memoryLimit?: number; idleTimeout?: number } = {}) {
  const events: string[] = []
  const timers = new Map<() => void, number>()
  const models = new LoadedModels<Named>({
    memoryLimit: options.memoryLimit ?? 100,
    idleTimeout: options.idleTimeout,
    later: (milliseconds, run) => {
      timers.set(run, milliseconds)
      return () => timers.delete(run)
    },
  })
  const model = (name: string, bytes: number, ready: Promise<unknown> = Promise.resolve()): Loadable<Named> => ({
    bytes,
    load: async (signal) => {
      events.push(`load ${name}`)
      await Promise.race([ready, new Promise((resolve) => signal.addEventListener('abort', resolve))])
      if (signal.aborted) throw new Error('loading was called off')
      return { name, close: () => Promise.resolve(void events.push(`unload ${name}`)) }
    },
  })
  const passTime = (): void => {
    for (const run of timers.keys()) {
      timers.delete(run)
      run()
    }
  }
  return { models, model, events, timers, passTime }
}

interface Named {
  name: string
  close: () => Promise<void>
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

describe('LoadedModels', () => {
  test('loads a model once for all who ask for it', async () => {
    const { models, model, events } = shelf()
    const a = model('a', 10)
    const leases = await Promise.all([models.use(a, forever), models.use(a, forever), models.use(a, forever)])
    expect(new Set(leases.map(({ loaded }) => loaded)).size).toBe(1)
    expect(events).toEqual(['load a'])
  })

  test('keeps several as long as they fit, and unloads the one used longest ago when they do not', async () => {
    const { models, model, events } = shelf({ memoryLimit: 100 })
    const [a, b, c] = [model('a', 40), model('b', 40), model('c', 40)]
    for (const each of [a, b, a, c]) (await models.use(each, forever)).release()
    expect(events).toEqual(['load a', 'load b', 'unload b', 'load c'])
    expect(models.loaded.map(({ name }) => name)).toEqual(['a', 'c'])
  })

  test('loads one that needs more than there is when nothing else is loaded', async () => {
    const { models, model, events } = shelf({ memoryLimit: 100 })
    for (const each of [model('a', 40), model('big', 400)]) (await models.use(each, forever)).release()
    expect(events).toEqual(['load a', 'unload a', 'load big'])
  })

  test('waits for one in use to be released, and lets nobody in before who waits', async () => {
    const { models, model, events } = shelf({ memoryLimit: 50 })
    const [a, b] = [model('a', 40), model('b', 40)]
    const first = await models.use(a, forever)
    const order: string[] = []
    const second = models.use(b, forever).then(noted('b'))
    await settled()
    const third = models.use(a, forever).then(noted('a'))
    await settled()
    expect(order).toEqual([])
    first.release()
    ;(await second).release()
    ;(await third).release()
    expect(order).toEqual(['b', 'a'])
    expect(events).toEqual(['load a', 'unload a', 'load b', 'unload b', 'load a'])

    function noted(name: string): (lease: Lease<Named>) => Lease<Named> {
      return (lease) => {
        order.push(name)
        return lease
      }
    }
  })

  test('goes on with others while one loads', async () => {
    const { models, model } = shelf()
    const a = model('a', 10)
    ;(await models.use(a, forever)).release()
    let ready: () => void = () => {}
    const slow = models.use(model('slow', 10, new Promise<void>((resolve) => (ready = resolve))), forever)
    await settled()
    expect((await models.use(a, forever)).loaded.name).toBe('a')
    ready()
    expect((await slow).loaded.name).toBe('slow')
  })

  test('stops loading when nobody waits for it any more, and loads anew for the next', async () => {
    const { models, model, events } = shelf()
    const a = model('a', 10, new Promise(() => {}))
    const [first, second] = [new AbortController(), new AbortController()]
    const uses = [models.use(a, first.signal), models.use(a, second.signal)].map((use) => use.catch(String))
    await settled()
    first.abort()
    await settled()
    const late = new AbortController()
    second.abort()
    expect(await Promise.all(uses)).toEqual([expect.stringContaining('aborted'), expect.stringContaining('aborted')])
    const again = models.use(a, late.signal).catch(String)
    await settled()
    expect(events).toEqual(['load a', 'load a'])
    late.abort()
    await again
  })

  test('leaves the line when who waits for memory aborts', async () => {
    const { models, model } = shelf({ memoryLimit: 50 })
    const a = model('a', 40)
    await models.use(a, forever)
    const controller = new AbortController()
    const waiting = models.use(model('b', 40), controller.signal).catch(String)
    await settled()
    controller.abort()
    expect(await waiting).toContain('aborted')
    await settled()
    expect((await models.use(a, forever)).loaded.name).toBe('a')
  })

  test('unloads a model that nobody used for a while, and not one in use', async () => {
    const { models, model, events, timers, passTime } = shelf({ idleTimeout: 1000 })
    const a = model('a', 10)
    const lease = await models.use(a, forever)
    expect(timers.size).toBe(0)
    lease.release()
    expect([...timers.values()]).toEqual([1000])
    const again = await models.use(a, forever)
    expect(timers.size).toBe(0)
    again.release()
    passTime()
    await settled()
    expect(events).toEqual(['load a', 'unload a'])
    expect((await models.use(a, forever)).loaded.name).toBe('a')
  })

  test('tells all who wait why a model does not load, and tries again for the next', async () => {
    const { models } = shelf()
    let tries = 0
    const broken: Loadable<Named> = {
      bytes: 1,
      load: () => Promise.reject(new Error(`broken ${++tries}`)),
    }
    const both = await Promise.allSettled([models.use(broken, forever), models.use(broken, forever)])
    expect(both.map((result) => String(result.status === 'rejected' && result.reason))).toEqual([
      'Error: broken 1',
      'Error: broken 1',
    ])
    await expect(models.use(broken, forever)).rejects.toThrow('broken 2')
  })

  test('unloads everything when it closes, and refuses who waits and who comes', async () => {
    const { models, model, events } = shelf({ memoryLimit: 50 })
    await models.use(model('a', 40), forever)
    const waiting = models.use(model('b', 40), forever).catch(String)
    await settled()
    await models.close()
    expect(await waiting).toContain('closed')
    expect(events).toEqual(['load a', 'unload a'])
    await expect(models.use(model('c', 1), forever)).rejects.toMatchObject({ code: 'engine_unavailable' })
  })
})
