import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { createHandler, serveNode, type RunningServer } from '@colloquy/server'
import { scriptedBackend, type ScriptedAnswer } from 'colloquy/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url).pathname
const smoke = `${root}test/runtimes/smoke.mjs`
let server: RunningServer

beforeAll(async () => {
  server = await serveNode(createHandler(scriptedBackend(answer), { onError: () => undefined }), { port: 0 })
})
afterAll(() => server.cut())

const answer: ScriptedAnswer = ({ messages }, signal) =>
  messages[0]?.content === 'hang' ? hanging(signal) : 'Hello there'

async function* hanging(signal: AbortSignal) {
  const choices = [{ index: 0, delta: { content: 'once' }, finish_reason: null }]
  yield { id: 'c', object: 'chat.completion.chunk' as const, created: 1, model: 'm', choices }
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}

const told = {
  whole: 'Hello there',
  pieces: ['Hello', ' there'],
  reason: 'stop',
  models: ['scripted'],
  refused: 'decimal_above_max_value',
  aborted: 'aborted',
  timeout: 'timeout',
  afterRetry: 'Hi',
  logged: ['chat completion asked', 'chat completion answered'],
  replayed: 'once',
  run: [
    ['user', 'Hello'],
    ['assistant', null],
    ['tool', '3'],
    ['assistant', 'three'],
  ],
}

test('Node is told what it should be', async () => {
  expect(await smokeIn(process.execPath, [smoke])).toEqual(told)
})

test.each([
  ['Bun', 'bun', '1.4.5', ['run', smoke]],
  ['Deno', 'deno', '2.9.6', ['run', '--allow-all', '--node-modules-dir=manual', '--no-check', smoke]],
])(
  '%s is told the same',
  async (name, packageName, version, options) => {
    const bin = await runtime(packageName, version)
    if (!bin) return console.warn(`SKIPPED: ${name} is not installed, and the registry is out of reach.`)
    expect(await smokeIn(bin, options)).toEqual(told)
  },
  180_000,
)

async function smokeIn(bin: string, options: string[]): Promise<unknown> {
  const env = { ...process.env, BASE_URL: `${server.url}/v1` }
  const { stdout } = await run(bin, options, { cwd: root, env, timeout: 60_000 })
  return JSON.parse(stdout)
}

/** Finds a runtime that npm carries, or installs it out of the way; undefined where the registry is out of reach. */
async function runtime(name: string, version: string): Promise<string | undefined> {
  const folder = `${root}node_modules/.cache/runtimes/${name}-${version}`
  const bin = `${folder}/node_modules/.bin/${name}`
  if (existsSync(bin)) return bin
  const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--fetch-retries=0']
  await run('npm', ['install', ...options, `${name}@${version}`], { timeout: 120_000 }).catch(() => undefined)
  return existsSync(bin) ? bin : undefined
}
