import { InvalidRequestError } from 'colloquy'

import type { EngineEvent, EngineOptions } from './engine-options.ts'

/** How to serve several models. Options that a model does not set itself apply to all of them. */
export interface EnginePoolOptions extends Omit<EngineOptions, 'model' | 'onProgress'> {
  /** The models, by name or with their own options. At least one. */
  models: readonly (string | (Pick<EngineOptions, 'model'> & Partial<PoolModelOptions>))[]
  /**
   * Bytes that all loaded models may take together, weights and contexts. Default: four fifths of what is free. A model
   * that needs more than this by itself is refused if you set the limit; under the default it is loaded alone.
   */
  memoryLimit?: number | undefined
  /** Milliseconds after its last answer until a model is unloaded. Default: only when another model needs the memory. */
  idleTimeout?: number | undefined
  /** Receives the progress of downloading and loading, and which models are unloaded. Default: nobody does. */
  onProgress?: ((event: EngineEvent | UnloadEvent) => void) | undefined
}

/** Options that may differ from model to model. */
export type PoolModelOptions = Omit<EngineOptions, 'model' | 'signal' | 'onProgress' | 'offline' | 'directory'>

/** A model has been unloaded from memory. */
export interface UnloadEvent {
  readonly type: 'unload'
  readonly model: string
}

/** Throws `InvalidRequestError` if there are no models, and for sizes and times that are not valid numbers. */
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
