import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { modelBytes, sha256Of } from '../__fixtures__/model-bytes.ts'
import { buildProgram, ModelProcess } from '../__fixtures__/model-process.ts'
import { catalogued, TestBench } from '../__fixtures__/test-bench.ts'
import type { ModelReference } from '../model-reference.ts'

const model = modelBytes()
const half = 200_000

let program: Awaited<ReturnType<typeof buildProgram>>
beforeAll(async () => {
  program = await buildProgram()
})
afterAll(() => program.remove())

let bench: TestBench
let reference: ModelReference
beforeEach(async () => {
  bench = await TestBench.set()
  reference = catalogued({ sources: [`${bench.host.url}/m.gguf`], sha256: sha256Of(model) })
})
afterEach(() => bench[Symbol.asyncDispose]())

describe('processes that fetch models', () => {
  test('one killed halfway leaves what the next one goes on from', async () => {
    bench.host.files['/m.gguf'] = { body: model, hold: { after: half, until: new Promise(() => {}) } }
    const killed = new ModelProcess(program.path, reference, bench.env)
    await killed.until(({ type }) => type === 'progress')
    await killed.kill()
    expect((await bench.unfinished()).map((name) => name.replace(/\.\w{8}\./, '.ID.'))).toEqual([
      'made-up-1b.ID.part',
      'made-up-1b.ID.part.json',
      'made-up-1b.lock',
    ])

    bench.host.files['/m.gguf'] = { body: model }
    const next = new ModelProcess(program.path, reference, bench.env)
    const result = await next.until(({ type }) => type === 'result')
    expect(result?.file?.sha256).toBe(sha256Of(model))
    expect(sha256Of(await readFile(result?.file?.path ?? ''))).toBe(sha256Of(model))
    expect(next.printed.find(({ type }) => type === 'start')?.received).toBeGreaterThan(0)
    expect(next.printed.map(({ type }) => type)).not.toContain('wait')
    expect(await bench.unfinished()).toEqual([])
  })

  test('two at once share one transfer', async () => {
    let release = (): void => {}
    const until = new Promise<void>((resolve) => {
      release = resolve
    })
    bench.host.files['/m.gguf'] = { body: model, hold: { after: half, until } }
    const first = new ModelProcess(program.path, reference, bench.env)
    await first.until(({ type }) => type === 'progress')
    const second = new ModelProcess(program.path, reference, bench.env)
    await second.until(({ type }) => type === 'wait')
    release()
    const results = await Promise.all([first, second].map((one) => one.until(({ type }) => type === 'result')))
    expect(results[0]?.file).toEqual(results[1]?.file)
    expect(second.printed.map(({ type }) => type)).toEqual(['wait', 'result'])
    expect(bench.host.requests).toHaveLength(1)
  })

  test('one that waits takes over when the other is killed', async () => {
    bench.host.files['/m.gguf'] = { body: model, hold: { after: half, until: new Promise(() => {}) } }
    const first = new ModelProcess(program.path, reference, bench.env)
    await first.until(({ type }) => type === 'progress')
    const second = new ModelProcess(program.path, reference, bench.env)
    await second.until(({ type }) => type === 'wait')
    bench.host.files['/m.gguf'] = { body: model }
    await first.kill()
    const result = await second.until(({ type }) => type === 'result')
    expect(result?.file?.sha256).toBe(sha256Of(model))
    expect(second.printed.find(({ type }) => type === 'start')?.received).toBeGreaterThan(0)
  })
})
