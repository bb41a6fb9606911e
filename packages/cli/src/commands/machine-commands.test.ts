import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog, memoryNeed } from '@colloquy/engine/models'
import { ConnectionError } from 'colloquy'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { FakeIo, type FakeIoOptions, piece, says, usage } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'
import { commands } from './table.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-machine-'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = new FakeIo({ piped: '', models: { catalog, memoryNeed, listModels: async () => [] }, ...options })
  const exitCode = await main(argv, io)
  return { io, exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

describe('colloquy models suggest', () => {
  test('judges each model of the catalogue by the memory there is, and names the best', async () => {
    const { stdout, stderr } = await run(['models', 'suggest', '--memory', '1'])
    expect(stdout).toMatch(/^smollm2:135m +98.4 MB .* fits well/mu)
    expect(stdout).toMatch(/^qwen3:8b .* too large/mu)
    expect(stderr).toContain('colloquy pull ')
  })

  test('fits less into less', async () => {
    const fitting = async (memory: string) => {
      const { models }: { models: { fit: string }[] } = JSON.parse(
        (await run(['models', '--json', '--memory', memory])).stdout,
      )
      return models.filter(({ fit }) => fit !== 'no').length
    }
    expect(await fitting('0.1')).toBe(0)
    expect(await fitting('1')).toBeGreaterThan(0)
    expect(await fitting('1000')).toBe(catalog.length)
  })
})

describe('colloquy models', () => {
  test('search finds by words of name, title and licence', async () => {
    const { stdout } = await run(['models', 'search', 'QWEN', 'apache', '--memory', '8'])
    const names = stdout.trimEnd().split('\n').slice(1)
    expect(names.length).toBeGreaterThan(1)
    for (const line of names) expect(line).toMatch(/^qwen.*Apache/u)
    expect((await run(['models', 'search', 'nothing-like-it'])).stderr).toContain('colloquy -m FILE')
  })

  test('default tells and sets which one is asked', async () => {
    const env = { COLLOQUY_SETTINGS: join(directory, 'default.toml') }
    expect((await run(['models', 'default'], { env })).stdout).toBe('tiny:1m\n')
    await run(['models', 'default', 'qwen3:8b'], { env })
    expect((await run(['models', 'default'], { env })).stdout).toBe('qwen3:8b\n')
    const { io } = await run(['x'], { env })
    expect(io.requests[0]?.model).toBe('qwen3:8b')
  })
})

describe('colloquy schema', () => {
  test('from writes the fields out as a schema that --schema takes', async () => {
    const { stdout } = await run(['schema', 'from', 'name,', 'age', 'int'])
    expect(JSON.parse(stdout)).toMatchObject({ properties: { name: { type: 'string' }, age: { type: 'integer' } } })
  })

  test('check says whether answers can be held to it, and if not, what is in the way', async () => {
    expect(await run(['schema', 'check', 'name, age int'])).toMatchObject({
      exitCode: 0,
      stderr: 'Answers can be held to this schema, exactly.\n',
    })
    const { exitCode, stderr } = await run(['schema', 'check', '{"$ref": "#x"}'])
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('The schema cannot be enforced: at `#/$ref`'),
    })
  })
})

describe('colloquy bench', () => {
  // Time goes on by what each piece takes to come.
  const answer = (io: () => FakeIo) =>
    async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield piece({ role: 'assistant', content: '' })
      for (const milliseconds of [200, 50, 50, 100]) {
        io().clock.advance(milliseconds)
        yield piece({ content: 'x' })
      }
      yield piece({}, 'stop')
      yield usage(5, 5)
    }

  test('tells time to the first token, between tokens, and tokens a second', async () => {
    const io: FakeIo = new FakeIo({ piped: '', answer: answer(() => io) })
    expect(await main(['bench', '--json', '-n', '3', '-m', 'm', 'http://127.0.0.1:9/v1'], io)).toBe(0)
    expect(JSON.parse(io.stdout.text)).toEqual([
      {
        endpoint: 'http://127.0.0.1:9/v1',
        model: 'm',
        answers: 3,
        errors: 0,
        firstToken: { median: 200, p95: 200 },
        betweenTokens: { median: 50, p95: 100 },
        tokensPerSecond: 20,
        throughput: 12.5,
      },
    ])
    expect(io.requests).toHaveLength(4)
  })

  test('counts answers that fail, and is then exit code 6', async () => {
    let calls = 0
    const { stdout, exitCode } = await run(['bench', '-n', '2', '-m', 'm', 'http://127.0.0.1:9/v1'], {
      answer: () => {
        if (calls++ > 1) throw new Error('gone')
        return says('a', 'b')
      },
    })
    expect(stdout).toMatch(/not counted +not counted +1\n$/u)
    expect(exitCode).toBe(6)
  })

  test('compares several endpoints', async () => {
    const { stdout } = await run(['bench', '-n', '1', '-m', 'm', 'local', 'http://127.0.0.1:9/v1'])
    expect(stdout.split('\n').filter((line) => line !== '')).toHaveLength(3)
  })

  test('tells the figures of the others where one of several is down, and ends with its exit code', async () => {
    const urls = ['http://127.0.0.1:7/v1', 'http://127.0.0.1:9/v1']
    const down = () => {
      let calls = 0
      return () => {
        if (calls++ === 0) throw new ConnectionError('Connection refused.')
        return says('a', 'b')
      }
    }
    const table = await run(['bench', '-n', '1', '-m', 'm', ...urls], { answer: down() })
    expect(table.stdout).toMatch(/^http:..127.0.0.1:7.v1 +all\nhttp:..127.0.0.1:9.v1 +m .* 0\n$/mu)
    expect(table.stderr).toMatch(/^colloquy: http:..127.0.0.1:7.v1: Connection refused/u)
    expect(table.exitCode).toBe(6)
    const { stdout } = await run(['bench', '--json', '-n', '1', '-m', 'm', ...urls], { answer: down() })
    expect(JSON.parse(stdout)).toMatchObject([
      { endpoint: urls[0], error: { code: 'connection_failed' } },
      { endpoint: urls[1], answers: 1, errors: 0 },
    ])
  })

  test('measures nothing where one of the addresses is none', async () => {
    const { io, exitCode } = await run(['bench', '-m', 'm', 'http://127.0.0.1:9/v1', 'ftp://a'])
    expect(exitCode).toBe(2)
    expect(io.requests).toEqual([])
  })
})

describe('colloquy doctor', () => {
  test('says of each thing that is wrong how to mend it', async () => {
    const settings = join(directory, 'settings.toml')
    writeFileSync(settings, 'colour = "red"\n')
    const { stdout, exitCode } = await run(['doctor', '--offline'], {
      env: { COLLOQUY_SETTINGS: settings, COLLOQUY_MODELS: directory },
    })
    expect(stdout).toContain(`✓ Node ${process.versions.node}`)
    expect(stdout).toContain('! No model is downloaded yet\n    colloquy pull tiny:1m\n')
    expect(stdout).toMatch(/✗ .*colour.*\n {4}Put it right in/u)
    expect(exitCode).toBe(1)
  })

  test('every finding that is not good names what mends it', async () => {
    const env = { COLLOQUY_MODELS: directory, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', HTTPS_PROXY: 'not a url' }
    const { stdout } = await run(['doctor', '--offline', '--json'], { env })
    const findings: { state: string; mend?: string }[] = JSON.parse(stdout)
    expect(findings.length).toBeGreaterThan(8)
    expect(findings.filter(({ state, mend }) => state !== 'good' && !mend)).toEqual([])
  })
})

describe('colloquy completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s knows every command and every flag', async (shell) => {
    const { stdout } = await run(['completion', shell])
    for (const { name, options } of commands) {
      expect(stdout).toContain(name)
      for (const option of Object.keys(options)) expect(stdout).toContain(option)
    }
  })

  test('another shell is told with those there are', async () => {
    expect(await run(['completion', 'tcsh'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('zsh') })
  })
})
