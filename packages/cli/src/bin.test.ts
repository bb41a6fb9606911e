import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBin, type BuiltBin } from './__fixtures__/built-bin.ts'
import { piece } from './__fixtures__/fake-io.ts'
import { type Sender, withSseServer } from './__fixtures__/sse-server.ts'
import { packageVersion } from './package-version.ts'

let bin: BuiltBin

beforeAll(async () => {
  bin = await buildBin()
})

afterAll(async () => {
  await bin.remove()
})

test.each([['--version'], ['-V'], ['version']])('%s prints the version of the package', async (flag) => {
  expect(await bin.run([flag])).toMatchObject({ exitCode: 0, stdout: `${packageVersion()}\n`, stderr: '' })
})

test('an unknown flag is exit code 2, with what was meant on stderr', async () => {
  const { exitCode, stdout, stderr } = await bin.run(['x', '--temprature', '1'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toBe('colloquy: Unknown option --temprature.\n  Did you mean --temperature? Help: colloquy help ask\n')
})

test('a checkout that is not built says how to build it', async () => {
  const raw = await buildBin({ dist: false })
  expect(await raw.run(['--version'])).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: 'colloquy: this checkout is not built yet. Run: npm run build\n',
  })
  await raw.remove()
})

describe('with an endpoint', () => {
  const saying =
    (...words: string[]) =>
    async (reply: Sender) => {
      for (const content of words) await reply.send(piece({ content }))
      await reply.send(piece({}, 'stop'))
      reply.end()
    }

  test('the answer goes through a pipe byte by byte, with the piped text in the question', () =>
    withSseServer(saying('Ahoy ⛵\r\n', '\u001b[1m', 'there\n\n'), async ({ baseURL, requests }) => {
      const result = await bin.run(['Say', 'hello', '--base-url', baseURL, '-m', 'm'], { input: 'to Kiel\n' })
      expect(result).toEqual({ exitCode: 0, signal: null, stdout: 'Ahoy ⛵\r\n\u001b[1mthere\n', stderr: '' })
      expect(requests).toMatchObject([{ model: 'm', messages: [{ role: 'user', content: 'Say hello\n\nto Kiel' }] }])
    }))

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s keeps what came, ends its line, exits with %d and stops the answer', (signal, code) =>
    withSseServer(
      (reply) => reply.send(piece({ content: 'Wind' })),
      async ({ baseURL, abandoned }) => {
        const { child, result } = bin.start(['x', '--base-url', baseURL, '-m', 'm'])
        child.stdin.end()
        await once(child.stdout, 'data')
        child.kill(signal)
        expect(await result).toEqual({ exitCode: code, signal: null, stdout: 'Wind\n', stderr: '' })
        await abandoned
      },
    ),
  )

  test('Ctrl-C ends it while standard input is still open', async () => {
    const { child, result } = bin.start(['x', '--base-url', 'http://127.0.0.1:9', '-m', 'm'])
    await once(child.stderr, 'data')
    child.kill('SIGINT')
    expect((await result).exitCode).toBe(130)
  })

  test('a reader that leaves ends it quietly and stops the answer', () =>
    withSseServer(
      async (reply) => {
        for (let line = 1; !reply.gone; line++) await reply.send(piece({ content: `line ${line}\n` }))
      },
      async ({ baseURL, abandoned }) => {
        const line = 'colloquy x --base-url "$1" -m m </dev/null | head -1; echo "${PIPESTATUS[0]}"'
        expect(await bin.shell(line, baseURL)).toMatchObject({ stdout: 'line 1\n0\n', stderr: '' })
        await abandoned
      },
    ))

  test.runIf(existsSync('/dev/full'))('a full disk is told and is exit code 1', () =>
    withSseServer(saying('Ahoy'), async ({ baseURL }) => {
      const { exitCode, stderr } = await bin.shell('colloquy x --base-url "$1" -m m </dev/null >/dev/full', baseURL)
      expect(exitCode).toBe(1)
      expect(stderr).toContain('ENOSPC')
    }),
  )

  test('nobody there is exit code 6, told in three lines and without a stack', async () => {
    const { exitCode, stdout, stderr } = await bin.run(['x', '--base-url', 'http://127.0.0.1:9/v1', '-m', 'm'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' })
    expect(stderr).toContain('127.0.0.1:9')
    expect(stderr).toContain('code connection_failed')
    expect(stderr).not.toMatch(/\n\s+at /u)
  })
})
