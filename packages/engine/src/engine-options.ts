import { InvalidRequestError } from 'colloquy'

import type { ContextOverflow } from './prompt/fit-conversation.ts'
import type { DownloadEvent } from './models/index.ts'
import type { GpuSupport } from './native/binding-package.ts'
import type { JsonSpacing } from './structured/compile-schema.ts'

/** How to make an engine. Only `model` is needed. */
export interface EngineOptions {
  /** A name from the catalogue (`smollm2:135m`), a GGUF file, or any other reference that `ensureModel` takes. */
  model: string
  /** Maximum tokens of a request and its answer together. Default: what the model was trained for, at most 8192. */
  contextSize?: number | undefined
  /**
   * What to do with a conversation that is longer than the context. `refuse` (the default) answers 400,
   * `context_length_exceeded`. `drop-oldest` leaves out the oldest turns, but never instructions or the last turn; the
   * answer's `dropped_messages` says how many messages were dropped.
   */
  contextOverflow?: ContextOverflow | undefined
  /**
   * White space in answers that follow a schema. `loose` (the default) lets the model write one space after a comma or
   * colon, or none; `compact` allows none, which saves a token for every few values.
   */
  jsonSpacing?: JsonSpacing | undefined
  /** How many answers are written at a time; each takes key-value memory for `contextSize` tokens. Default 4. */
  parallel?: number | undefined
  /**
   * Maximum tokens evaluated in one step. Default 512. With less, aborts and other streams wait for a shorter time while a
   * long prompt is read; with more, a graphics card reads it faster.
   */
  batchSize?: number | undefined
  /**
   * Number of threads. Default: one fewer than the processor's physical cores, at least 1. Use all of them for a large
   * model on a machine that does nothing else.
   */
  threads?: number | undefined
  /**
   * Gives the same answer to the same request and `seed`, to the last bit, whatever else runs at the same time. Default
   * false.
   *
   * Answers are then evaluated one by one, so they lose the speed of being evaluated together: a token costs 1.6 times the
   * CPU time with 4 answers at a time, 2.5 times with 16, and the same alone. Without this option, numbers are rounded
   * differently depending on what is evaluated together and on which parts of a prompt are reused, which can change the
   * choice between two tokens that are almost equally likely (log probabilities 0.17 apart were seen with SmolLM2 135M in
   * 4 bits). Answers are the same on the same machine, model, version and options, which `system_fingerprint` identifies.
   */
  deterministic?: boolean | undefined
  /** How many requests may wait for their turn; further ones are refused with `overloaded` (503). Default 64. */
  queueLimit?: number | undefined
  /**
   * How many milliseconds a request may wait for its turn before it is refused with `overloaded` (503); it is refused at
   * once if at the recent pace it would take longer. Default: no limit.
   */
  queueTimeout?: number | undefined
  /** Where to compute. Default `auto`: on the graphics card if a build for it is installed. */
  gpu?: GpuSupport | undefined
  /** Layers to compute on the graphics card. Default: all. */
  gpuLayers?: number | undefined
  /** A chat template in Jinja. Default: the one in the model file. */
  chatTemplate?: string | undefined
  /** Never download the model. Default false. */
  offline?: boolean | undefined
  /** The folder that holds models. Default: `modelsDirectory()`. */
  directory?: string | undefined
  /** Stops the download and the loading. Default: nothing stops them. */
  signal?: AbortSignal | undefined
  /** Receives the progress of downloading and loading. Default: nobody does. */
  onProgress?: ((event: EngineEvent) => void) | undefined
}

/** What happens until an engine is ready: the model is downloaded, memory is planned, the weights are loaded, it can answer. */
export type EngineEvent = DownloadEvent | PlanEvent | LoadEvent | LoadedEvent

/** How much memory the model will take, told before it is taken. */
export interface PlanEvent {
  readonly type: 'plan'
  readonly model: string
  readonly contextSize: number
  readonly parallel: number
  /** Bytes of key-value memory; undefined if the model file does not say. */
  readonly kvBytes: number | undefined
  /** Estimated bytes of weights, key-value memory and buffers. */
  readonly totalBytes: number
}

/** The weights are being loaded. */
export interface LoadEvent {
  readonly type: 'load'
  readonly model: string
  /** 0 to 1. */
  readonly fraction: number
}

/** The model can answer. */
export interface LoadedEvent {
  readonly type: 'loaded'
  readonly model: string
  /** Seconds it took to load, without the download. */
  readonly seconds: number
}

/** Options that are whole numbers, with their minimum. */
const wholeNumbers = [
  ['contextSize', 1],
  ['parallel', 1],
  ['batchSize', 1],
  ['threads', 1],
  ['queueLimit', 0],
  ['gpuLayers', 0],
] as const

const spacings: ReadonlySet<string | undefined> = new Set(['loose', 'compact', undefined])
const overflows: ReadonlySet<string | undefined> = new Set(['refuse', 'drop-oldest', undefined])

/**
 * Throws `InvalidRequestError` if there is no model, for sizes that are not whole numbers or too small, and for unknown
 * values of `contextOverflow` and `jsonSpacing`.
 */
export function checkEngineOptions(options: EngineOptions): void {
  // Programs in plain JavaScript leave it out, or take it from a variable that is not set.
  if (!options.model) {
    throw new InvalidRequestError(
      `\`model\` is ${JSON.stringify(options.model)}; it must name one: \`smollm2:135m\`, \`./model.gguf\`, \`hf:OWNER/REPOSITORY\`.`,
      { code: options.model === '' ? 'invalid_value' : 'missing_required_parameter', param: 'model' },
    )
  }
  if (!overflows.has(options.contextOverflow)) {
    throw new InvalidRequestError(
      `\`contextOverflow\` is ${String(options.contextOverflow)}; it must be "refuse" or "drop-oldest".`,
      { code: 'invalid_value', param: 'contextOverflow' },
    )
  }
  const { queueTimeout = Infinity } = options
  if (!(queueTimeout > 0)) {
    throw new InvalidRequestError(`\`queueTimeout\` is ${queueTimeout}; it must be milliseconds, more than 0.`, {
      code: 'invalid_value',
      param: 'queueTimeout',
    })
  }
  if (!spacings.has(options.jsonSpacing)) {
    throw new InvalidRequestError(
      `\`jsonSpacing\` is ${String(options.jsonSpacing)}; it must be "loose" or "compact".`,
      { code: 'invalid_value', param: 'jsonSpacing' },
    )
  }
  for (const [name, least] of wholeNumbers) {
    const value = options[name]
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) continue
    throw new InvalidRequestError(`\`${name}\` is ${String(value)}; it must be a whole number of at least ${least}.`, {
      code: 'invalid_value',
      param: name,
    })
  }
}
