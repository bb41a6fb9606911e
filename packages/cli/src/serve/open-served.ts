import type { LoadedModel, NotReadyReason, UpstreamPoolOptions, UpstreamStatus } from '@colloquy/server'
import type { OpenBackend, OpenBackendOptions } from '../backend.ts'
import type { LocalTarget } from '../ask/target.ts'
import type { CliIo } from '../cli-io.ts'
import type { PoolTarget } from './choose-served.ts'

/** What answers behind the server, and what it tells of itself. */
export interface OpenServed {
  readonly backend: OpenBackend
  readonly notReady: () => NotReadyReason | undefined
  readonly upstreams?: () => readonly UpstreamStatus[]
  readonly waiting?: () => number
  readonly loadedModels?: () => readonly LoadedModel[]
}

/** Loads the model, or makes the pool and waits for its first checks. */
export async function openServed(
  target: LocalTarget | PoolTarget,
  io: Pick<CliIo, 'openBackend'>,
  { onUpstreamChange, ...options }: Omit<OpenBackendOptions, 'target'> & Pick<UpstreamPoolOptions, 'onUpstreamChange'>,
): Promise<OpenServed> {
  if (target.kind === 'local') {
    const backend = await io.openBackend({ target, ...options })
    const waiting = () => backend.load?.waiting ?? 0
    const { queueLimit = Infinity } = options
    return {
      backend,
      waiting,
      notReady: () => (waiting() > 0 && waiting() >= queueLimit ? 'overloaded' : undefined),
      loadedModels: () => backend.loadedModels ?? [],
    }
  }
  const { UpstreamPool } = await import('@colloquy/server')
  const pool = new UpstreamPool({ ...target, onUpstreamChange })
  await pool.checked()
  return {
    backend: pool,
    notReady: () => pool.notReady(),
    upstreams: () => pool.status(),
    waiting: () => pool.waiting,
  }
}
