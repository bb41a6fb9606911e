import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acquireModelLock, processSpace } from './model-lock.ts'

let directory: string
let path: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'colloquy-lock-'))
  path = join(directory, 'm.lock')
})
afterEach(() => rm(directory, { recursive: true }))

const quick = { interval: 1, staleAfter: 20 }
// No process has this number: it is over what Linux, macOS and Windows hand out.
const nobody = 2 ** 30

describe('acquireModelLock', () => {
  test('lets one holder in at a time', async () => {
    let inside = 0
    let most = 0
    const visit = async (): Promise<void> => {
      await using _lock = await acquireModelLock(path, { interval: 1 })
      inside++
      most = Math.max(most, inside)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      inside--
    }
    await Promise.all(Array.from({ length: 20 }, visit))
    expect(most).toBe(1)
    expect(await readdir(directory)).toEqual([])
  })

  test('tells who is waited for, once', async () => {
    const lock = await acquireModelLock(path)
    const waits: (number | undefined)[] = []
    const second = acquireModelLock(path, { interval: 1, onWait: (pid) => waits.push(pid) })
    while (waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await lock[Symbol.asyncDispose]()
    await (await second)[Symbol.asyncDispose]()
    expect(waits).toEqual([process.pid])
  })

  test('stops waiting when the signal says so', async () => {
    await using _lock = await acquireModelLock(path)
    const controller = new AbortController()
    const waiting = acquireModelLock(path, { interval: 1, signal: controller.signal, onWait: () => controller.abort() })
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
  })

  test('takes over from a process that is gone', async () => {
    await writeFile(path, JSON.stringify({ pid: nobody, host: processSpace(), token: 'x' }))
    const waits: unknown[] = []
    const lock = await acquireModelLock(path, { onWait: (pid) => waits.push(pid) })
    expect(waits).toEqual([])
    await lock[Symbol.asyncDispose]()
    expect(await readdir(directory)).toEqual([])
  })

  test.each([
    ['another machine', JSON.stringify({ pid: nobody, host: 'elsewhere', token: 'x' })],
    ['no one it names', ''],
  ])('takes over what %s left without a sign of life', async (_name, content) => {
    await writeFile(path, content)
    await using _lock = await acquireModelLock(path, quick)
    expect(await readdir(directory)).toEqual(['m.lock'])
  })

  test('does not take over while signs of life come', async () => {
    await writeFile(path, JSON.stringify({ pid: nobody, host: 'elsewhere', token: 'x' }))
    const taken = acquireModelLock(path, { interval: 1, staleAfter: 2000 })
    for (let beat = 1; beat <= 20; beat++) {
      await utimes(path, beat, beat)
      await new Promise((resolve) => setTimeout(resolve, 1))
      expect(await readdir(directory)).toEqual(['m.lock'])
    }
    await rm(path)
    await (await taken)[Symbol.asyncDispose]()
  })

  test('goes to one of many that find a lock left behind', async () => {
    await writeFile(path, JSON.stringify({ pid: nobody, host: processSpace(), token: 'x' }))
    let inside = 0
    let most = 0
    const visit = async (): Promise<void> => {
      await using _lock = await acquireModelLock(path, { interval: 1 })
      inside++
      most = Math.max(most, inside)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      inside--
    }
    await Promise.all(Array.from({ length: 10 }, visit))
    expect(most).toBe(1)
    expect(await readdir(directory)).toEqual([])
  })

  test('leaves a lock alone that was taken over meanwhile', async () => {
    const lock = await acquireModelLock(path)
    await writeFile(path, JSON.stringify({ pid: nobody, host: 'elsewhere', token: 'theirs' }))
    await lock[Symbol.asyncDispose]()
    expect(await readdir(directory)).toEqual(['m.lock'])
  })
})
