import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LoopbackHost } from '../__fixtures__/loopback-host.ts'
import { modelBytes, sha256Of } from '../__fixtures__/model-bytes.ts'
import { catalogued, TestBench } from '../__fixtures__/test-bench.ts'

const model = modelBytes()
const small = { path: 'README.md', size: 10 }
const q4 = { path: 'm-Q4_K_M.gguf', size: 134, lfs: { oid: sha256Of(model), size: model.length } }
const q8 = { path: 'm-Q8_0.gguf', size: 134, lfs: { oid: sha256Of(model), size: model.length } }
const shards = [1, 2].map((part) => ({ path: `BF16/m-BF16-0000${part}-of-00002.gguf`, size: 5 }))
const projector = { path: 'mmproj-m-F16.gguf', size: 5 }

let bench: TestBench
beforeEach(async () => {
  bench = await TestBench.set()
  list([small, q8, q4, ...shards, projector])
  for (const { path } of [q4, q8]) bench.host.files[`/hub/o/r/resolve/main/${path}`] = { body: model }
})
afterEach(() => bench[Symbol.asyncDispose]())

function list(files: readonly object[]): void {
  const body = JSON.stringify([
    { type: 'directory', path: 'BF16' },
    ...files.map((file) => ({ type: 'file', ...file })),
  ])
  bench.host.files['/hub/api/models/o/r/tree/main'] = { type: 'application/json', body }
}

describe('a model on the hub', () => {
  test.each([
    ['hf:o/r', q4.path],
    ['hf:o/r:Q8_0', q8.path],
    ['hf:o/r:q8_0', q8.path],
    ['hf:o/r:m-Q8_0.gguf', q8.path],
  ])('%s is %s', async (reference, path) => {
    const file = await bench.ensure(reference)
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
    expect(bench.host.requests.at(-1)?.path).toBe(`/hub/o/r/resolve/main/${path}`)
    expect(bench.eventsOf('start')[0]).toMatchObject({ total: model.length })
  })

  test('is held against the checksum the hub lists', async () => {
    bench.host.files[`/hub/o/r/resolve/main/${q4.path}`] = { body: modelBytes(2) }
    await expect(bench.ensure('hf:o/r')).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
  })

  test('is refused before it is fetched where the hub lists another file than the catalogue', async () => {
    const reference = catalogued({ sources: ['hf:o/r:m-Q4_K_M.gguf'], sha256: sha256Of(modelBytes(2)) })
    await expect(bench.ensure(reference)).rejects.toMatchObject({
      code: 'model_checksum_mismatch',
      message: expect.stringContaining('to take it as it is, ask for `hf:o/r:m-Q4_K_M.gguf`'),
    })
    expect(bench.host.requests).toHaveLength(1)
  })

  test.each([
    ['hf:o/r:Q2_K', 'has no Q2_K file; its models are m-Q8_0.gguf, m-Q4_K_M.gguf'],
    ['hf:o/r:other.gguf', 'has no `other.gguf`; its models are'],
    ['hf:o/r:BF16', 'is one part of a model in several files'],
    ['hf:o/none', 'there is no such repository or revision, or it asks for an agreement'],
  ])('%s is refused: %s', async (reference, message) => {
    await expect(bench.ensure(reference)).rejects.toThrow(message)
  })

  test('that has no usual quantisation must be named', async () => {
    list([
      { path: 'a-Q3_K.gguf', size: 5 },
      { path: 'b-Q3_K.gguf', size: 5 },
    ])
    await expect(bench.ensure('hf:o/r')).rejects.toThrow(
      'holds several models; its models are a-Q3_K.gguf, b-Q3_K.gguf',
    )
    list([small])
    await expect(bench.ensure('hf:o/r')).rejects.toThrow('holds no GGUF file')
  })

  test('is found on a later page of a long list', async () => {
    list(shards)
    const first = bench.host.files['/hub/api/models/o/r/tree/main']
    const link = `<${bench.host.url}/hub/page2>; rel="next"`
    bench.host.files['/hub/page2'] = { body: JSON.stringify([{ type: 'file', ...q4 }]) }
    bench.host.files['/hub/api/models/o/r/tree/main'] = { ...first, headers: { link } }
    await bench.ensure('hf:o/r')
  })

  test('gets the token, and the host a redirect leads to does not', async () => {
    await using cdn = await LoopbackHost.start()
    cdn.files['/blob'] = { body: model }
    // Another origin by its port.
    bench.host.files[`/hub/o/r/resolve/main/${q4.path}`] = { status: 302, headers: { location: `${cdn.url}/blob` } }
    bench.env['HF_TOKEN'] = 'hf_s3cret'
    await bench.ensure('hf:o/r')
    for (const { headers } of bench.host.requests) expect(headers.authorization).toBe('Bearer hf_s3cret')
    expect(cdn.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
    expect(JSON.stringify(bench.events)).not.toContain('s3cret')
  })

  test('is not asked for in vain where something else answers', async () => {
    bench.host.files['/hub/api/models/o/r/tree/main'] = { type: 'text/html', body: '<p>Sign in' }
    await expect(bench.ensure('hf:o/r')).rejects.toThrow(
      '(set by HF_ENDPOINT) answered with something other than its list',
    )
  })
})
