import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSessionStore } from './sqlite-session-store.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-crash-'))
const program = join(directory, 'append-forever.js')
const database = join(directory, 'colloquy.db')

beforeAll(async () => {
  symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(directory, 'node_modules'))
  await build({
    entryPoints: [fileURLToPath(new URL('__fixtures__/append-forever.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['libsql'],
    target: 'node20',
    conditions: ['source'],
    logLevel: 'silent',
  })
})

afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

// Runs it until it has said `count` numbers and kills it there, in the middle of whatever it does then.
async function killAfter(count: number): Promise<number[]> {
  const child = spawn(process.execPath, [program, database], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.split('\n').length > count) child.kill('SIGKILL')
  })
  await new Promise((resolve) => {
    child.on('close', resolve)
  })
  return said.trim().split('\n').slice(0, -1).map(Number)
}

test('kill -9 loses no message that was acknowledged, and the file opens each time', async () => {
  const acknowledged: number[] = []
  for (const count of [1, 5, 20, 7]) {
    acknowledged.push(...(await killAfter(count)))
    const store = await openSessionStore(database)
    const kept = new Set(store.path(store.find('crash')?.id ?? '').map(({ id }) => id))
    store.close()
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  }
  expect(acknowledged.length).toBeGreaterThan(20)
})
