import { ModelError, NotFoundError, type ChatBackend, type CompleteContext } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, Model } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'

import { checkPoolOptions, type EnginePoolOptions } from './engine-pool-options.ts'
import { later } from './later.ts'
import type { Engine, EngineInfo, LoadedModel } from './local-engine.ts'
import { LoadedModels } from './pool/loaded-models.ts'
import { prepareEngine, type PreparedEngine } from './prepare-engine.ts'
import { meansServedModel } from './served-model.ts'

/** Several models in this process; each is loaded when a request names it. */
export interface EnginePool extends ChatBackend, AsyncDisposable {
  /** The models that are loaded now, used longest ago first. */
  readonly loaded: readonly EngineInfo[]
  /** The same, and how full their memory is. */
  readonly loadedModels: readonly LoadedModel[]
  /** How many answers are running and waiting now, over all loaded models. */
  readonly load: { readonly running: number; readonly waiting: number }
  /** Ends all running and waiting requests with an error, and frees the memory. */
  close(): Promise<void>
}

/**
 * Serves several models in this process. All are downloaded and their memory is planned at the start. Each is loaded when a
 * request names it; if memory is short, the models used longest ago are unloaded first. A model that is answering is never
 * unloaded: the request waits for it, ahead of later requests.
 *
 * Throws what `createEngine` throws for a model it cannot load, and `ModelError` for one that exceeds `memoryLimit`.
 *
 * @example
 * ```ts
 * await using pool = await createEnginePool({ models: ['smollm2:135m', './other.gguf'], idleTimeout: 600_000 })
 * console.log((await pool.models()).map(({ id }) => id))
 * ```
 */
export async function createEnginePool(options: EnginePoolOptions): Promise<EnginePool> {
  const { models, memoryLimit } = options
  checkPoolOptions(options)
  const limit = memoryLimit ?? Math.floor(process.availableMemory() * 0.8)
  const prepared: PreparedEngine[] = []
  for (const model of models) {
    const own = typeof model === 'string' ? { model } : model
    const engine = await prepareEngine({ ...options, ...own }, limit)
    if (memoryLimit !== undefined && engine.plan.totalBytes > memoryLimit) throw tooLarge(engine, memoryLimit)
    if (!prepared.some(({ id }) => id === engine.id)) prepared.push(engine)
  }
  return new LocalEnginePool(prepared, limit, options)
}

class LocalEnginePool implements EnginePool {
  readonly #models: readonly PoolModel[]
  readonly #loaded: LoadedModels<Engine>

  constructor(prepared: readonly PreparedEngine[], memoryLimit: number, options: EnginePoolOptions) {
    const { idleTimeout, onProgress } = options
    const created = Math.floor(Date.now() / 1000)
    this.#models = prepared.map((model) => ({ ...model, bytes: model.plan.totalBytes, created }))
    const onUnload = ({ info }: Engine): void => onProgress?.({ type: 'unload', model: info.model })
    this.#loaded = new LoadedModels({ memoryLimit, idleTimeout, later, onUnload })
  }

  get loaded(): readonly EngineInfo[] {
    return this.#loaded.loaded.map(({ info }) => info)
  }

  get loadedModels(): readonly LoadedModel[] {
    return this.#loaded.loaded.flatMap(({ loadedModels }) => loadedModels)
  }

  get load(): { running: number; waiting: number } {
    const loads = this.#loaded.loaded.map(({ load }) => load)
    return {
      running: loads.reduce((sum, { running }) => sum + running, 0),
      waiting: loads.reduce((sum, { waiting }) => sum + waiting, 0),
    }
  }

  async *complete(body: ChatCompletionRequest, { signal }: CompleteContext): AsyncIterable<ChatCompletionChunk> {
    // No model is loaded for a request that none could answer.
    const request = validateChatCompletionRequest(body)
    const model = this.#models.find(({ file }) => meansServedModel(request.model, file))
    if (model === undefined) throw this.#unknown(request.model)
    const lease = await this.#loaded.use(model, signal)
    try {
      yield* lease.loaded.complete(request, { signal })
    } finally {
      lease.release()
    }
  }

  models(): Promise<readonly Model[]> {
    return Promise.resolve(
      this.#models.map(({ id, created, plan }) => {
        return { id, object: 'model', created, owned_by: 'colloquy', max_model_len: plan.contextSize }
      }),
    )
  }

  close(): Promise<void> {
    return this.#loaded.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #unknown(name: string): NotFoundError {
    const served = this.#models.map(({ id }) => `\`${id}\``).join(', ')
    return new NotFoundError(`The model \`${name.slice(0, 100)}\` is not served here; ${served} are.`, {
      code: 'model_not_found',
    })
  }
}

/** One model of a pool, loaded or not. */
interface PoolModel extends PreparedEngine {
  /** Bytes it takes when it is loaded. */
  readonly bytes: number
  /** When it came to be served, in Unix seconds. */
  readonly created: number
}

function tooLarge({ id, plan }: PreparedEngine, memoryLimit: number): ModelError {
  return new ModelError(
    `\`${id}\` takes about ${megabytes(plan.totalBytes)} with ${plan.parallel} contexts of ${plan.contextSize} tokens; ` +
      `\`memoryLimit\` is ${megabytes(memoryLimit)}. Raise it, or lower \`contextSize\` or \`parallel\`.`,
    { code: 'engine_unavailable' },
  )
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`
}
