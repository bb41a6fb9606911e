/** Opens what answers: the engine in this process, or an endpoint. The only place that knows both. */
import type { Engine, EnginePoolOptions } from '@colloquy/engine'
import type { ChatBackend } from 'colloquy'
import type { EndpointTarget, LocalTarget, Target } from './ask/target.ts'
import type { Environment } from './environment.ts'

/** A backend that may hold something (a model in memory) until it is disposed of. */
export type OpenBackend = ChatBackend & AsyncDisposable & Partial<Pick<Engine, 'load' | 'loadedModels'>>

/** What is to be opened, and for whom. */
export interface OpenBackendOptions {
  readonly target: Target
  readonly env: Environment
  /** Answers wanted at the same time: `n` of the request. The engine keeps memory ready for as many. */
  readonly parallel: number
  /** Requests that may wait for a place. Default: the engine's. */
  readonly queueLimit?: number | undefined
  /** Most milliseconds they may wait. Default: the engine's, no limit. */
  readonly queueTimeout?: number | undefined
  /** Abort to stop a download or the loading of a model. */
  readonly signal: AbortSignal
  readonly onProgress: NonNullable<EnginePoolOptions['onProgress']>
}

/** Loads only the code that this target needs. */
export async function openBackend(options: OpenBackendOptions): Promise<OpenBackend> {
  const { target } = options
  return target.kind === 'local' ? openEngine(target, options) : openEndpoint(target)
}

async function openEngine(target: LocalTarget, options: OpenBackendOptions): Promise<OpenBackend> {
  const { env, parallel, queueLimit, queueTimeout, signal, onProgress } = options
  const [{ createEngine, createEnginePool }, { defaultModel, modelsDirectory }] = await Promise.all([
    import('@colloquy/engine'),
    import('@colloquy/engine/models'),
  ])
  const { model = defaultModel, offline, engine } = target
  const { otherModels = [], memoryLimit, idleTimeout, ...settings } = engine ?? {}
  const directory = modelsDirectory(env)
  const common = { ...settings, offline, directory, parallel, queueLimit, queueTimeout, signal }
  // One model that stays is loaded now, so that a server that says it serves does.
  if (otherModels.length === 0 && memoryLimit === undefined && idleTimeout === undefined) {
    return createEngine({ model, ...common, onProgress })
  }
  return createEnginePool({ models: [model, ...otherModels], ...common, memoryLimit, idleTimeout, onProgress })
}

async function openEndpoint({ baseURL, apiKey, timeout, retries }: EndpointTarget): Promise<OpenBackend> {
  const { httpBackend } = await import('colloquy')
  // A model on somebody's own machine may read a long prompt for minutes, and whoever waits sees the seconds.
  const patience = { firstToken: 600_000 }
  const backend = httpBackend({ baseURL, apiKey, timeout: timeout ?? patience, maxRetries: retries })
  return {
    complete: (request, context) => backend.complete(request, context),
    models: () => backend.models(),
    async [Symbol.asyncDispose]() {},
  }
}
