import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modelBytes, sha256Of } from '../__fixtures__/model-bytes.ts'
import { TestBench } from '../__fixtures__/test-bench.ts'
import { findModel, listModels } from './list-models.ts'
import { removeModel } from './remove-model.ts'

const model = modelBytes()
let bench: TestBench
let url: string
beforeEach(async () => {
  bench = await TestBench.set()
  bench.host.files['/m.gguf'] = { body: model, etag: '"1"' }
  url = `${bench.host.url}/m.gguf`
})
afterEach(() => bench[Symbol.asyncDispose]())

describe('listModels', () => {
  test('lists what was fetched and what a person put there', async () => {
    const { path } = await bench.ensure(url)
    const own = join(bench.directory, 'own.gguf')
    await writeFile(own, model)
    await writeFile(join(bench.directory, 'notes.txt'), '')
    expect(await listModels(bench)).toEqual([
      { reference: own, path: own, size: model.length, date: expect.stringMatching(/^\d{4}-/) },
      {
        reference: url,
        path,
        size: model.length,
        sha256: sha256Of(model),
        source: url,
        date: expect.stringMatching(/^\d{4}-/),
      },
    ])
    expect(await findModel(url, bench)).toMatchObject({ path })
    expect(await findModel(own, bench)).toMatchObject({ reference: own })
    expect(await findModel('smollm2', bench)).toBeUndefined()
  })

  test('is empty where no model was ever fetched', async () => {
    expect(await listModels(bench)).toEqual([])
  })
})

describe('removeModel', () => {
  test('removes a model and says how much room that makes', async () => {
    const { path } = await bench.ensure(url)
    expect(await removeModel(url, bench)).toEqual({ reference: url, path, freedBytes: model.length })
    expect((await readdir(bench.directory)).filter((name) => name !== '.partial')).toEqual([])
  })

  test('removes what is left of an unfinished transfer', async () => {
    const controller = new AbortController()
    bench.host.files['/m.gguf'] = { body: model, hold: { after: 200_000, until: new Promise(() => {}) } }
    const onProgress = (event: { type: string }): void => {
      if (event.type === 'progress') controller.abort()
    }
    await expect(bench.ensure(url, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect((await removeModel(url, bench)).freedBytes).toBeGreaterThan(0)
    expect(await bench.unfinished()).toEqual([])
  })

  test('leaves a model alone that a process is fetching', async () => {
    let release = (): void => {}
    const until = new Promise<void>((resolve) => {
      release = resolve
    })
    bench.host.files['/m.gguf'] = { body: model, hold: { after: 200_000, until } }
    let removal: unknown
    const onProgress = (event: { type: string }): void => {
      if (event.type !== 'progress' || removal !== undefined) return
      removal = removeModel(url, bench)
        .catch((error: unknown) => error)
        .finally(release)
    }
    await bench.ensure(url, { onProgress })
    expect(await removal).toMatchObject({
      code: 'model_storage_failed',
      message: `The process ${process.pid} is fetching ${url}; it is not removed. Stop that process first.`,
    })
    expect(await findModel(url, bench)).toBeDefined()
  })

  test('removes by path what is in the folder of models, and nothing else', async () => {
    const { path } = await bench.ensure(url)
    const outside = join(bench.home, 'precious.gguf')
    await writeFile(outside, model)
    await expect(removeModel(outside, bench)).rejects.toMatchObject({
      code: 'model_storage_failed',
      message: expect.stringContaining('is not in the folder of models'),
    })
    await expect(removeModel(join(bench.directory, '..', 'precious.gguf'), bench)).rejects.toThrow(
      'is not in the folder',
    )
    expect(await removeModel(path, bench)).toMatchObject({ reference: url, path })
  })

  test('says what is here where a model is not', async () => {
    await expect(removeModel('smollm2', bench)).rejects.toMatchObject({ code: 'model_not_found', status: 404 })
    await bench.ensure(url)
    await expect(removeModel('smollm2', bench)).rejects.toThrow(`Here are ${url}.`)
  })
})
