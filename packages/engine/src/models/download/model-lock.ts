import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { AbortError } from 'colloquy'
import { isRecord } from '../is-record.ts'
import { systemCode } from '../model-failure.ts'

/** How a lock is waited for. */
export interface LockOptions {
  readonly signal?: AbortSignal | undefined
  /** Called once when another process has the lock, with its id where it says. */
  readonly onWait?: ((pid: number | undefined) => void) | undefined
  /** Milliseconds between two looks at a lock that is taken. Default 200. */
  readonly interval?: number | undefined
  /** Milliseconds without a sign of life after which a lock may be taken over. Default 15,000. */
  readonly staleAfter?: number | undefined
}

/** A lock that is held until it is disposed of. */
export interface ModelLock extends AsyncDisposable {
  readonly path: string
}

/**
 * Takes a lock that only one process on the disk can hold; waits while another one lives.
 *
 * The lock is a file with the holder's process id. The holder touches it every two seconds; one that was not touched
 * for long, or whose process is gone from this machine, was left by a killed process and is taken over. Time is
 * measured on the waiter's own clock, since the disk may be another machine's.
 */
export async function acquireModelLock(path: string, options: LockOptions = {}): Promise<ModelLock> {
  const { signal, onWait, interval = 200, staleAfter = 15_000 } = options
  const token = randomUUID()
  let seen: { token: string | undefined; touched: number; since: number } | undefined
  for (let waited = false; ;) {
    if (signal?.aborted) throw new AbortError('The download was aborted.', { cause: signal.reason })
    if (await create(path, token)) return hold(path, token)
    const holder = await readHolder(path)
    // Given back between the two looks.
    if (holder === undefined) continue
    const isSame = seen !== undefined && seen.token === holder.token && seen.touched === holder.touched
    if (!isSame) seen = { token: holder.token, touched: holder.touched, since: performance.now() }
    const silent = performance.now() - (seen?.since ?? 0)
    if (isGone(holder) || silent > staleAfter) {
      if (await takeOver(path, holder.token, token)) return hold(path, token)
      continue
    }
    if (!waited) onWait?.(holder.pid)
    waited = true
    await wait(interval)
  }
}

interface Holder {
  readonly token: string | undefined
  readonly pid: number | undefined
  readonly host: string | undefined
  readonly touched: number
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    await file.writeFile(JSON.stringify({ pid: process.pid, host: processSpace(), token }))
    await file.close()
    return true
  } catch (error) {
    // Windows answers EPERM while a file of this name is being deleted.
    if (systemCode(error) === 'EEXIST' || (process.platform === 'win32' && systemCode(error) === 'EPERM')) return false
    throw error
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    return { ...parseHolder(text), touched: mtimeMs }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function parseHolder(text: string): Omit<Holder, 'touched'> {
  let holder: unknown
  try {
    holder = JSON.parse(text)
  } catch {
    // Its process was killed before the first word, or is about to write it: silence will tell.
  }
  const { token, pid, host } = isRecord(holder) ? holder : {}
  return {
    token: typeof token === 'string' ? token : undefined,
    pid: typeof pid === 'number' ? pid : undefined,
    host: typeof host === 'string' ? host : undefined,
  }
}

/** Where a process id means something: this machine, and on Linux this container of it. */
export function processSpace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** True when the holder ran on this machine and does not any more. */
function isGone({ pid, host }: Holder): boolean {
  if (pid === undefined || host !== processSpace()) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return systemCode(error) === 'ESRCH'
  }
}

/**
 * Replaces a lock that was left behind. Two waiters may find it at once: a second file decides who of them may, and
 * the winner looks again before it removes anything.
 */
async function takeOver(path: string, staleToken: string | undefined, token: string): Promise<boolean> {
  const decision = `${path}.takeover`
  if (!(await create(decision, token))) {
    const { touched } = (await readHolder(decision)) ?? { touched: Date.now() }
    // The winner was killed within these few milliseconds.
    if (Date.now() - touched > 10_000) await rm(decision, { force: true })
    await wait(20)
    return false
  }
  try {
    const holder = await readHolder(path)
    if (holder !== undefined && holder.token !== staleToken) return false
    await rm(path, { force: true })
    return await create(path, token)
  } finally {
    await rm(decision, { force: true })
  }
}

function hold(path: string, token: string): ModelLock {
  const heartbeat = setInterval(() => {
    const now = new Date()
    // The disk may be away for a moment; the next beat tells.
    utimes(path, now, now).catch(() => {})
  }, 2000)
  heartbeat.unref()
  return {
    path,
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat)
      const holder = await readHolder(path).catch(() => undefined)
      // One that was taken over belongs to another by now.
      if (holder?.token === token) await rm(path, { force: true })
    },
  }
}
