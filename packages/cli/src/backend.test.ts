import { collect } from 'colloquy'
import { describe, expect, test } from 'vitest'
import { scriptedModel } from '../../../test/support/scripted-model.ts'
import { temporaryPath } from '../../../test/support/temporary-path.ts'
import { writeTinyModel } from '../../../test/support/tiny-model.ts'
import { FakeIo } from './__fixtures__/fake-io.ts'
import { type OpenBackend, openBackend, type OpenBackendOptions } from './backend.ts'
import { main } from './main.ts'

/** A world whose backend is the real one. */
class RealBackendIo extends FakeIo {
  override openBackend = openBackend
}

/** Presses Ctrl-C when the fifth chunk comes. */
class InterruptedIo extends FakeIo {
  override async openBackend(options: OpenBackendOptions): Promise<OpenBackend> {
    const backend = await openBackend(options)
    const interrupt = (): void => {
      this.send('SIGINT')
    }
    return {
      async *complete(request, context) {
        let chunks = 0
        for await (const chunk of backend.complete(request, context)) {
          yield chunk
          if (++chunks === 5) interrupt()
        }
      },
      models: () => backend.models(),
      [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
    }
  }
}

async function endlessModel(): Promise<string> {
  const path = temporaryPath('endless.gguf')
  await writeTinyModel(path, { replyLength: Number.POSITIVE_INFINITY })
  return path
}

const says = 'Windward, Ahoy ⛵,\nand Great Auk.\n\n'

describe('the engine in this process', () => {
  test('answers through a pipe byte by byte', async () => {
    const io = new RealBackendIo()
    expect(await main(['Name three boats', '-m', await scriptedModel({ says })], io)).toBe(0)
    expect({ stdout: io.stdout.text, stderr: io.stderr.text }).toEqual({ stdout: `${says.trimEnd()}\n`, stderr: '' })
  })

  test('answers as one object with token counts', async () => {
    const io = new RealBackendIo()
    expect(await main(['Name three boats', '--json', '-m', await scriptedModel({ says })], io)).toBe(0)
    expect(JSON.parse(io.stdout.text)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: says }, finish_reason: 'stop' }],
    })
    expect(io.stdout.text).toMatch(/"usage":\{"prompt_tokens":\d+,"completion_tokens":\d+,"total_tokens":\d+/u)
  })

  test('gives several answers one after the other', async () => {
    const io = new RealBackendIo()
    expect(await main(['x', '-o', 'n=2', '-m', await scriptedModel({ says: 'Ahoy' })], io)).toBe(0)
    expect(io.stdout.text).toBe('Ahoy\n\nAhoy\n')
  })

  test('fails with exit code 8 where the answer is cut and must not be', async () => {
    const io = new RealBackendIo()
    expect(await main(['x', '--max-tokens', '1', '--strict', '-m', await scriptedModel({ says })], io)).toBe(8)
    expect(io.stdout.text.endsWith('\n')).toBe(true)
  })

  test('stops in the middle of an endless answer, and keeps what came', async () => {
    const io = new InterruptedIo()
    expect(await main(['x', '--seed', '1', '-m', await endlessModel()], io)).toBe(130)
    expect(io.stdout.text).toMatch(/\S\n$/u)
    expect(io.stderr.text).toBe('')
  })

  test('serves several models of which each is loaded for its requests and unloaded when nobody asks', async () => {
    const models = [await scriptedModel({ says: 'One' }), await scriptedModel({ says: 'Two' })]
    const { signal } = new AbortController()
    const loads: string[] = []
    await using backend = await openBackend({
      target: { kind: 'local', model: models[0], offline: true, engine: { otherModels: models.slice(1) } },
      env: {},
      parallel: 1,
      signal,
      onProgress: (event) => {
        if (event.type === 'load' && event.fraction === 1) loads.push(event.model)
      },
    })
    const ids = (await backend.models()).map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(loads).toEqual([])
    const answers = []
    for (const model of ids) {
      const messages = [{ role: 'user' as const, content: 'x' }]
      const completion = await collect(backend.complete({ model, messages }, { signal }))
      answers.push(completion.choices[0]?.message.content)
    }
    expect(answers).toEqual(['One', 'Two'])
    expect(loads).toEqual(ids)
  })

  test('does not open a file that is no model', async () => {
    const io = new RealBackendIo()
    expect(await main(['x', '-m', import.meta.filename.replace(/\.ts$/u, '.gguf')], io)).not.toBe(0)
    expect(io.stdout.text).toBe('')
    expect(io.stderr.text).toContain('backend.test.gguf')
  })
})
