import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as shelf from '@colloquy/engine/models'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { FakeIo, type FakeIoOptions } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

let directory: string
let file: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'colloquy-models-'))
  file = join(directory, 'tiny.gguf')
  await copyFile(await tinyModel(), file)
})

afterAll(async () => {
  await rm(directory, { recursive: true })
})

async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = new FakeIo({ models: shelf, env: { COLLOQUY_MODELS: directory }, ...options })
  const exitCode = await main(argv, io)
  return { exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

describe('ls', () => {
  test('lists name, size and day', async () => {
    const { exitCode, stdout } = await run(['ls'])
    expect(exitCode).toBe(0)
    const [head, row, ...others] = stdout.split('\n')
    expect(head?.split(/\s{2,}/u)).toEqual(['NAME', 'SIZE', 'MODIFIED'])
    expect(row?.startsWith(`${file}  `)).toBe(true)
    expect(row).toMatch(/ {2}\d+(\.\d+)? [kM]?B {2,}\d{4}-\d\d-\d\d \d\d:\d\d$/u)
    expect(others).toEqual([''])
  })

  test('lists JSON for programs', async () => {
    const { stdout } = await run(['ls', '--json'])
    expect(JSON.parse(stdout)).toMatchObject([{ reference: file, path: file }])
  })

  test('says what to do when there is none, without a word on stdout', async () => {
    const empty = join(directory, 'nothing')
    const { exitCode, stdout, stderr } = await run(['ls'], { env: { COLLOQUY_MODELS: empty } })
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toContain('colloquy pull smollm2:135m')
    expect((await run(['ls', '--json'], { env: { COLLOQUY_MODELS: empty } })).stdout).toBe('[]\n')
  })
})

describe('show', () => {
  test('reads a file on this machine', async () => {
    const { exitCode, stdout } = await run(['show', file])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Model {10}\/.*tiny\.gguf$/mu)
    expect(stdout).toMatch(/^Chat template {2}ChatML$/mu)
    expect(stdout).toMatch(/^KV cache {7}\d/mu)
  })

  test('reads the catalogue about a model that is not here', async () => {
    const { exitCode, stdout } = await run(['show', 'smollm2'])
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')).toContain('File           not downloaded; get it with: colloquy pull smollm2:135m')
    expect(stdout.split('\n')).toContain('Context        8,192 tokens')
    const { stdout: json } = await run(['show', 'smollm2', '--json'])
    expect(JSON.parse(json)).toMatchObject({
      model: 'smollm2:135m',
      downloaded: false,
      quantisation: 'Q4_1',
      path: null,
    })
  })

  test('cannot tell about a model elsewhere that is not here', async () => {
    const { exitCode, stderr } = await run(['show', 'hf:someone/something:Q4_K_M'])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('code model_not_downloaded')
  })

  test('asks back about a misspelt name', async () => {
    const { exitCode, stdout, stderr } = await run(['show', 'smolm2'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain('smollm2')
  })
})

describe('pull', () => {
  test('prints the path and nothing else on stdout, the download on stderr', async () => {
    const { exitCode, stdout, stderr } = await run(['pull', 'tiny'], {
      models: {
        ensureModel: async (_, { onProgress } = {}) => {
          onProgress?.({ type: 'start', model: 'tiny', source: 'example.com', total: 1000, received: 0 })
          onProgress?.({ type: 'progress', model: 'tiny', received: 1000, total: 1000, bytesPerSecond: 1 })
          onProgress?.({ type: 'done', model: 'tiny', path: '/tiny.gguf', size: 1000 })
          return { reference: 'tiny', path: '/tiny.gguf', size: 1000 }
        },
      },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '/tiny.gguf\n' })
    expect(stderr).toBe('Downloading tiny from example.com: 1.00 kB.\nDownloaded tiny: 1.00 kB in 0 ms.\n')
  })

  test('says nothing about a model that is here', async () => {
    expect(await run(['pull', file])).toEqual({ exitCode: 0, stdout: `${file}\n`, stderr: '' })
  })

  test('--json prints what is known of the file', async () => {
    expect(JSON.parse((await run(['pull', file, '--json'])).stdout)).toMatchObject({ path: file })
  })

  test('--offline fails with exit code 3 where the model is not here', async () => {
    const { exitCode, stdout, stderr } = await run(['pull', 'smollm2', '--offline'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain('Download it once without --offline')
  })
})

describe('rm', () => {
  test('deletes the file and says how much room that made', async () => {
    const copy = join(directory, 'other', 'copy.gguf')
    await mkdir(join(directory, 'other'))
    await copyFile(file, copy)
    const env = { COLLOQUY_MODELS: join(directory, 'other') }
    const { exitCode, stdout, stderr } = await run(['rm', copy], { env })
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toMatch(/^Deleted .*copy\.gguf: .* are free again\.\n$/u)
    expect(await readdir(join(directory, 'other'))).toEqual([])
  })

  test('a model that is not here is exit code 3', async () => {
    const { exitCode, stderr } = await run(['rm', 'smollm2'])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('smollm2:135m is not on this machine')
  })
})
