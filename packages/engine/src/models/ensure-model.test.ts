import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modelBytes, sha256Of } from './__fixtures__/model-bytes.ts'
import { catalogued, TestBench } from './__fixtures__/test-bench.ts'
import { fileStem } from './cache/model-paths.ts'

const model = modelBytes()
let bench: TestBench
beforeEach(async () => {
  bench = await TestBench.set()
})
afterEach(() => bench[Symbol.asyncDispose]())

describe('ensureModel', () => {
  test('fetches a model once, and says what happens', async () => {
    bench.host.files['/m.gguf'] = { body: model }
    const url = `${bench.host.url}/m.gguf`
    const file = await bench.ensure(url)
    expect(file).toEqual({
      reference: url,
      path: join(bench.directory, `${fileStem(url)}.gguf`),
      size: model.length,
      sha256: sha256Of(model),
    })
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
    expect(await bench.unfinished()).toEqual([])
    const kinds = bench.events.map(({ type }) => type)
    expect(kinds.filter((type, index) => type !== kinds[index - 1])).toEqual([
      'resolve',
      'start',
      'progress',
      'verify',
      'done',
    ])
    expect(bench.eventsOf('start')).toEqual([
      { type: 'start', model: url, source: url, total: model.length, received: 0 },
    ])
    expect(bench.eventsOf('progress').at(-1)).toMatchObject({ received: model.length, total: model.length })

    expect(await bench.ensure(url)).toEqual(file)
    expect(bench.host.requests).toHaveLength(1)
  })

  test('takes a plain file as it is, and fetches nothing', async () => {
    const path = join(bench.home, 'mine.gguf')
    await writeFile(path, model)
    expect(await bench.ensure(path, { offline: true })).toEqual({ reference: path, path, size: model.length })
    await writeFile(path, '<!DOCTYPE html>')
    await expect(bench.ensure(path)).rejects.toMatchObject({ code: 'model_file_invalid' })
  })

  test('tries sources in order, and checks the file of each against the catalogue', async () => {
    bench.host.files['/wrong.gguf'] = { body: modelBytes(2) }
    bench.host.files['/right.gguf'] = { body: model }
    const sources = ['gone', 'wrong', 'right'].map((name) => `${bench.host.url}/${name}.gguf`)
    const file = await bench.ensure(catalogued({ sources, sha256: sha256Of(model) }))
    expect(file).toMatchObject({
      reference: 'made-up:1b',
      path: join(bench.directory, 'made-up-1b.gguf'),
    } satisfies object)
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
    expect(bench.eventsOf('source-failed').map(({ reason }) => reason)).toEqual([
      `${bench.host.host}: HTTP 404: it has no such file`,
      expect.stringContaining('gave other bytes than promised'),
    ])
  })

  test('names every reason when no source gives the model', async () => {
    bench.host.files['/forbidden.gguf'] = { status: 403 }
    const sources = [`${bench.host.url}/none.gguf`, `${bench.host.url}/forbidden.gguf`, 'http://127.0.0.1:1/m.gguf']
    const error: unknown = await bench.ensure(catalogued({ sources })).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'model_source_unreachable', status: 503 })
    const text = String(error)
    expect(text).toContain('HTTP 404: it has no such file')
    expect(text).toContain('HTTP 403: it refused the request')
    expect(text).toContain('127.0.0.1:1')
    expect(text).toContain(`copy the file to ${join(bench.directory, 'made-up-1b.gguf')}`)
    expect(text).toContain('HTTPS_PROXY')
  })

  test('refuses wrong bytes, and keeps none of them', async () => {
    bench.host.files['/m.gguf'] = { body: modelBytes(2) }
    const reference = catalogued({ sources: [`${bench.host.url}/m.gguf`], sha256: sha256Of(model) })
    await expect(bench.ensure(reference)).rejects.toMatchObject({
      code: 'model_checksum_mismatch',
      message: expect.stringContaining(`expected SHA-256 ${sha256Of(model)}, got ${sha256Of(modelBytes(2))}`),
    })
    expect(await bench.unfinished()).toEqual([])
  })

  test.each([
    [
      'a sign-in page',
      { body: '<!DOCTYPE html><p>Sign in', type: 'text/html; charset=utf-8' },
      'HTML page',
      'model_source_unreachable',
    ],
    ['a page called something else', { body: '<!DOCTYPE html><p>Blocked' }, '<!DO', 'model_file_invalid'],
    ['half a file', { body: model.subarray(0, 1000) }, 'it was cut short', 'model_file_invalid'],
  ])('refuses %s where a model should be', async (_name, file, message, code) => {
    bench.host.files['/m.gguf'] = file
    await expect(bench.ensure(`${bench.host.url}/m.gguf`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  test('goes nowhere when offline', async () => {
    await expect(bench.ensure('smollm2', { offline: true })).rejects.toMatchObject({
      code: 'model_not_downloaded',
      message: expect.stringContaining(join(bench.directory, 'smollm2-135m.gguf')),
    })
    expect(bench.host.requests).toEqual([])
  })

  test('takes a file that was copied into place, after checking it once', async () => {
    await mkdir(bench.directory)
    await writeFile(join(bench.directory, 'made-up-1b.gguf'), model)
    const right = catalogued({ sources: [], sha256: sha256Of(model) })
    expect(await bench.ensure(right, { offline: true })).toMatchObject({ size: model.length, sha256: sha256Of(model) })
    await writeFile(join(bench.directory, 'other-1b.gguf'), model)
    const wrong = catalogued({ name: 'other:1b', sources: [], sha256: sha256Of(modelBytes(2)) })
    await expect(bench.ensure(wrong)).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
  })

  test('fetches anew what is no longer as long as it was', async () => {
    bench.host.files['/m.gguf'] = { body: model }
    const { path } = await bench.ensure(`${bench.host.url}/m.gguf`)
    await writeFile(path, model.subarray(0, 100))
    await bench.ensure(`${bench.host.url}/m.gguf`)
    expect(sha256Of(await readFile(path))).toBe(sha256Of(model))
  })

  test('shares one transfer between two callers', async () => {
    const { promise, resolve } = deferred()
    bench.host.files['/m.gguf'] = { body: model, hold: { after: 1000, until: promise } }
    const onProgress = (event: { type: string }): void => {
      if (event.type === 'wait') resolve()
    }
    const files = await Promise.all([
      bench.ensure(`${bench.host.url}/m.gguf`, { onProgress }),
      bench.ensure(`${bench.host.url}/m.gguf`, { onProgress }),
    ])
    expect(files[0]).toEqual(files[1])
    expect(bench.host.requests).toHaveLength(1)
  })

  test('says which folder cannot be written', async () => {
    await writeFile(bench.directory, 'a file in the way')
    await expect(bench.ensure(`${bench.host.url}/m.gguf`)).rejects.toMatchObject({
      code: 'model_storage_failed',
      message: expect.stringContaining(bench.directory),
    })
  })

  test('lets a caller bring its own fetch', async () => {
    const body = new Uint8Array(model)
    const file = await bench.ensure('https://example.com/m.gguf', { fetch: async () => new Response(body) })
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
  })

  test('stops when the signal says so, and keeps what came', async () => {
    const controller = new AbortController()
    bench.host.files['/m.gguf'] = { body: model, etag: '"1"', hold: { after: 200_000, until: new Promise(() => {}) } }
    const onProgress = (event: { type: string; received?: number }): void => {
      if (event.type === 'progress') controller.abort()
    }
    await expect(
      bench.ensure(`${bench.host.url}/m.gguf`, { signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ code: 'aborted' })
    const unfinished = await bench.unfinished()
    expect(unfinished.filter((name) => name.endsWith('.part'))).toHaveLength(1)
    expect(unfinished.filter((name) => name.endsWith('.lock'))).toEqual([])

    bench.host.files['/m.gguf'] = { body: model, etag: '"1"' }
    await bench.ensure(`${bench.host.url}/m.gguf`)
    expect(bench.eventsOf('start')[0]?.received).toBeGreaterThan(0)
  })
})

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((keep) => {
    resolve = keep
  })
  return { promise, resolve }
}
