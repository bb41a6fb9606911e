import { getEventListeners } from 'node:events'

import { AbortError } from 'colloquy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tinyModel } from '../../../test/support/tiny-model.ts'
import { ask, asking, failure } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'

let tiny: Engine

beforeAll(async () => {
  tiny = await createEngine({ threads: 1, gpu: 'none', contextSize: 512, model: await tinyModel(), parallel: 2 })
})

afterAll(() => tiny.close())

describe('a reader who leaves', () => {
  test('stops the work by leaving the loop', async () => {
    const { signal } = new AbortController()
    for await (const chunk of tiny.complete(asking(tiny, 'Endless', { max_tokens: 400 }), { signal })) {
      if (chunk.choices[0]?.delta.content !== undefined) break
    }
    expect(tiny.load).toEqual({ running: 0, waiting: 0 })
  })

  test('gets an AbortError when it aborts, and the slot is free', async () => {
    const controller = new AbortController()
    const reading = async (): Promise<void> => {
      const request = asking(tiny, 'Endless', { max_tokens: 400, logit_bias: {} })
      for await (const chunk of tiny.complete(request, { signal: controller.signal })) {
        if ((chunk.choices[0]?.delta.content ?? '') !== '') controller.abort(new Error('enough'))
      }
    }
    expect(await failure(reading())).toBeInstanceOf(AbortError)
    expect(tiny.load).toEqual({ running: 0, waiting: 0 })
  })

  test('leaves nothing on a signal that outlives the request, however it ended', async () => {
    const { signal } = new AbortController()
    await ask(tiny, 'Hello', { max_tokens: 3 }, signal)
    for await (const _ of tiny.complete(asking(tiny, 'Endless', { max_tokens: 400 }), { signal })) break
    await failure(ask(tiny, 'x', { logit_bias: { '999999': 1 } }, signal))
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('may share its signal with any number of others', async () => {
    const warnings: Error[] = []
    const warn = (warning: Error): void => void warnings.push(warning)
    process.on('warning', warn)
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 12 }, () => ask(tiny, 'Hello', { max_tokens: 2 }, signal)))
    // Node tells warnings on the next tick.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', warn)
    expect(warnings).toEqual([])
  })

  test('changes nothing for those who stay', async () => {
    const alone = (await ask(tiny, 'Stay', { max_tokens: 30 })).choices[0]?.message.content
    const controller = new AbortController()
    const leaving = failure(ask(tiny, 'Leave', { max_tokens: 300 }, controller.signal))
    const staying = ask(tiny, 'Stay', { max_tokens: 30 })
    controller.abort()
    expect(await leaving).toBeInstanceOf(AbortError)
    expect((await staying).choices[0]?.message.content).toBe(alone)
  })
})
