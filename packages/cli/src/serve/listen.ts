import {
  createHandler,
  readPage,
  ServerMetrics,
  serveNode,
  type NotReadyReason,
  type RequestLog,
  type RunningServer,
  type ServeOptions,
  type Store,
} from '@colloquy/server'
import { isColloquyError } from 'colloquy'
import { UsageError } from '../arguments/usage-error.ts'
import type { Address } from './choose-address.ts'
import type { OpenServed } from './open-served.ts'
import { requestSpans } from './request-observers.ts'

/** What is listened with, beside the backend. */
export interface ListenOptions {
  readonly address: Address
  /** Keys that callers must bring; none lets anybody ask. */
  readonly apiKeys: readonly string[]
  readonly store: Store | undefined
  /** Names the server is known by; undefined is any. */
  readonly hosts: readonly string[] | undefined
  readonly corsOrigins: readonly string[]
  readonly tls: ServeOptions['tls'] | undefined
  readonly metrics: boolean
  readonly log: RequestLog | undefined
  /** Aborted to end the answers that run. */
  readonly stop: AbortSignal
  /** Fields beyond OpenAI's that the backend is handed. */
  readonly extraFields: readonly string[]
  readonly notReady: () => NotReadyReason | undefined
}

/** Puts the server in front of a backend; throws UsageError where the address cannot be had. */
export async function listen(served: OpenServed, options: ListenOptions): Promise<RunningServer> {
  const { address, apiKeys, store, hosts, corsOrigins, tls, metrics, log, stop, notReady, extraFields } = options
  const observers = [log, await requestSpans()].filter((each) => each !== undefined)
  const handler = createHandler(served.backend, {
    apiKeys,
    page: await readPage(),
    observers,
    stop,
    notReady,
    onError: (error, { requestId }) => log?.failed(error, requestId),
    corsOrigins,
    extraFields,
    ...(hosts !== undefined && { hosts }),
    ...(store !== undefined && { store }),
    ...(metrics && { metrics: new ServerMetrics(served) }),
  })
  try {
    return await serveNode(handler, { ...address, ...(tls !== undefined && { tls }) })
  } catch (error) {
    if (!isColloquyError(error) || error.code !== 'connection_failed') throw error
    throw new UsageError(error.message, { command: 'serve', advice: adviceFor(error.cause) })
  }
}

function adviceFor(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EACCES') return 'Ports below 1024 are for root: choose another with --port.'
  if (code === 'EADDRINUSE') return '--port 0 takes any port that is free.'
  return '--host takes an address of this machine, or 0.0.0.0 for all of them.'
}
