import path from 'node:path'

import { InvalidRequestError, ModelError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { temporaryPath } from '../../../test/support/temporary-path.ts'
import { tinyModel, writeTinyModel } from '../../../test/support/tiny-model.ts'
import { ask, failure } from './__fixtures__/ask.ts'
import type { EngineEvent } from './engine-options.ts'
import { createEngine } from './engine.ts'

describe('createEngine', () => {
  test('serves a model file under its name without folders, and tells its sizes', async () => {
    const file = await tinyModel()
    await using engine = await createEngine({ model: file, contextSize: 256, parallel: 3, threads: 1 })
    const id = path.basename(file, '.gguf')
    const { contextSize: max_model_len } = engine.info
    const envelope = { object: 'model', created: expect.any(Number), owned_by: 'colloquy' }
    expect(await engine.models()).toEqual([{ id, ...envelope, max_model_len }])
    expect(engine.info).toMatchObject({
      model: id,
      path: file,
      contextSize: 256,
      parallel: 3,
      threads: 1,
      device: 'cpu',
    })
    expect(engine.info.contextMemory.cpuRam).toBeGreaterThan(0)
  })

  test('answers to the path and the file name of its model as well', async () => {
    const file = await tinyModel()
    await using engine = await createEngine({ model: file, contextSize: 256, parallel: 1, threads: 1 })
    for (const model of [file, path.basename(file), engine.info.model]) {
      const { model: answered } = await ask(engine, 'Hello', { model, max_tokens: 2 })
      expect(answered).toBe(engine.info.model)
    }
  })

  test('takes the context the model was trained for, four at a time, unless told otherwise', async () => {
    await using engine = await createEngine({ model: await tinyModel(), threads: 1 })
    expect(engine.info).toMatchObject({ contextSize: 2048, parallel: 4, batchSize: 512 })
  })

  test('tells the memory it plans to take before it loads, and when it can answer', async () => {
    const events: EngineEvent[] = []
    const onProgress = (event: EngineEvent): number => events.push(event)
    await using engine = await createEngine({ model: await tinyModel(), contextSize: 128, threads: 1, onProgress })
    // Two layers, two heads of 16 for keys and for values, two bytes each.
    const kvBytes = 128 * 4 * 2 * (2 * 16 + 2 * 16) * 2
    expect(events[0]).toMatchObject({ type: 'plan', model: engine.info.model, contextSize: 128, parallel: 4, kvBytes })
    expect(events.at(-1)).toEqual({
      type: 'loaded',
      model: engine.info.model,
      seconds: engine.loadedModels[0]?.loadSeconds,
    })
  })

  test('names what identifies its answers, and another name for other sizes', async () => {
    const model = await tinyModel()
    const fingerprint = async (contextSize: number): Promise<string | undefined> => {
      await using engine = await createEngine({ model, contextSize, parallel: 1, threads: 1 })
      return (await ask(engine, 'x', { max_tokens: 1 })).system_fingerprint
    }
    expect(await fingerprint(128)).toMatch(/^fp_[0-9a-f]{10}$/)
    expect(await fingerprint(128)).toBe(await fingerprint(128))
    expect(await fingerprint(128)).not.toBe(await fingerprint(256))
  })

  test('refuses sizes that are none', async () => {
    const error = await failure(createEngine({ model: 'smollm2:135m', parallel: 1.5 }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ param: 'parallel' })
  })

  test('uses the chat template it is given in place of the model’s own', async () => {
    const file = temporaryPath('plain-template.gguf')
    await writeTinyModel(file)
    const long = '{% for m in messages %}{{ m.content }}{% endfor %}'
    await using engine = await createEngine({ model: file, contextSize: 128, threads: 1, chatTemplate: long })
    expect((await ask(engine, 'a', { max_tokens: 1 })).usage?.prompt_tokens).toBe(1)
  })

  test('is not made without the name of a model', async () => {
    const param = 'model'
    // @ts-expect-error a program without types forgets it
    expect(await failure(createEngine({}))).toMatchObject({ code: 'missing_required_parameter', param })
    expect(await failure(createEngine({ model: '' }))).toMatchObject({ code: 'invalid_value', param })
  })

  test('stops loading when its signal is aborted', async () => {
    expect(await failure(createEngine({ model: await tinyModel(), signal: AbortSignal.abort() }))).toMatchObject({
      code: 'aborted',
    })
  })
})

describe('an engine that closes', () => {
  test('ends the answers on their way with an error and takes no more', async () => {
    const engine = await createEngine({ model: await tinyModel(), contextSize: 1024, parallel: 1, threads: 1 })
    const onTheirWay = ['one', 'two'].map((content) =>
      failure(ask(engine, content, { temperature: 1, logit_bias: { '2': -100, '0': -100 } })),
    )
    await engine.close()
    for (const error of await Promise.all(onTheirWay)) expect(error).toBeInstanceOf(ModelError)
    expect(await failure(ask(engine, 'late'))).toMatchObject({ code: 'engine_unavailable' })
    await engine.close()
  })
})
