import { InvalidRequestError } from 'colloquy'

import type { EngineEvent, EngineOptions } from './engine-options.ts'

/** How to serve several models. What is not said of one model holds for all. */
export interface EnginePoolOptions extends Omit<EngineOptions, 'model' | 'onProgress'> {
  /** The models, by name or with options of their own. At least one. */
  models: readonly (string | (Pick<EngineOptions, 'model'> & Partial<PoolModelOptions>))[]
  /**
   * Bytes that loaded models may take together, weights and contexts. Default: four fifths of what is free. A model that
   * takes more by itself is refused where this was set, and else loaded when no other is.
   */
  memoryLimit?: number | undefined
  /** Milliseconds after its last answer until a model is unloaded. Default: never, unless another needs the memory. */
  idleTimeout?: number | undefined
  /** Told how fetching and loading go, and what is unloaded. */
  onProgress?: ((event: EngineEvent | UnloadEvent) => void) | undefined
}

/** What may differ from model to model. */
export type PoolModelOptions = Omit<EngineOptions, 'model' | 'signal' | 'onProgress' | 'offline' | 'directory'>

/** A model has left memory. */
export interface UnloadEvent {
  readonly type: 'unload'
  readonly model: string
}

/** Throws `InvalidRequestError` for no models, and for sizes and times that are none. */
export function checkPoolOptions({ models, memoryLimit, idleTimeout }: EnginePoolOptions): void {
  if (models.length === 0) {
    throw new InvalidRequestError('`models` is empty; a pool serves at least one.', {
      code: 'invalid_value',
      param: 'models',
    })
  }
  for (const [name, value] of Object.entries({ memoryLimit, idleTimeout })) {
    if (value === undefined || (Number.isFinite(value) && value >= 0)) continue
    throw new InvalidRequestError(`\`${name}\` is ${String(value)}; it must be a number of at least 0.`, {
      code: 'invalid_value',
      param: name,
    })
  }
}
