import { InvalidRequestError } from 'colloquy'

import type { ContextOverflow } from './fit-conversation.ts'
import type { DownloadEvent } from './models/index.ts'
import type { GpuSupport } from './native/binding-package.ts'
import type { JsonSpacing } from './structured/compile-schema.ts'

/** How to make an engine. Only `model` is needed. */
export interface EngineOptions {
  /** Name of the catalogue (`smollm2:135m`), a GGUF file, or any other reference `ensureModel` takes. */
  model: string
  /** Tokens a request and its answer may have together. Default: what the model was trained for, at most 8192. */
  contextSize?: number | undefined
  /**
   * What becomes of a conversation that is longer than the context. `refuse` (the default) answers 400,
   * `context_length_exceeded`. `drop-oldest` leaves out the oldest turns, never instructions nor the last turn, and tells in
   * `dropped_messages` of the answer how many messages that were.
   */
  contextOverflow?: ContextOverflow | undefined
  /**
   * White space in answers that are held to a schema. `loose` (the default) lets the model write one space behind a comma
   * or colon, or none; `compact` lets it write none, which is shorter by a token for every few values.
   */
  jsonSpacing?: JsonSpacing | undefined
  /** Answers generated at the same time; each takes key-value memory for `contextSize` tokens. Default 4. */
  parallel?: number | undefined
  /**
   * Most tokens evaluated in one step. Default 512. Less makes aborts and other streams wait shorter while a long
   * prompt is read; more reads it faster on graphics cards.
   */
  batchSize?: number | undefined
  /**
   * Threads to compute with. Default: one fewer than the processor's physical cores, at least 1. Take all of them for a
   * large model on a machine that does nothing else.
   */
  threads?: number | undefined
  /**
   * Gives the same answer to the same request and `seed`, to the last bit, whoever else asks meanwhile. Answers are then
   * evaluated one by one, which takes from each what it gains by being evaluated together with others: a token costs 1.6
   * times the CPU time with 4 at a time, 2.5 times with 16, and the same alone. Default false: evaluating answers together,
   * and reusing prompts that were evaluated in parts of other sizes, rounds otherwise, and so moves which of two tokens
   * that are nearly as likely is drawn (log probabilities 0.17 apart were seen with SmolLM2 135M in 4 bits). Answers stay
   * the same on the same machine, model, version and options, which `system_fingerprint` names.
   */
  deterministic?: boolean | undefined
  /** Requests that may wait for a place; one more is refused with `overloaded` (503). Default 64. */
  queueLimit?: number | undefined
  /**
   * Most milliseconds to wait for a place: then `overloaded` (503), and at once where at the pace of late it would take
   * longer. Default: no limit.
   */
  queueTimeout?: number | undefined
  /** Where to compute. Default `auto`: on the graphics card when a build for it is installed. */
  gpu?: GpuSupport | undefined
  /** Layers to compute on the graphics card. Default: all. */
  gpuLayers?: number | undefined
  /** Chat template in Jinja to use in place of the one in the model file. */
  chatTemplate?: string | undefined
  /** Never go to the network for the model. Default false. */
  offline?: boolean | undefined
  /** Folder models are kept in. Default: `modelsDirectory()`. */
  directory?: string | undefined
  /** Stops fetching and loading. */
  signal?: AbortSignal | undefined
  /** Told how fetching and loading go. */
  onProgress?: ((event: EngineEvent) => void) | undefined
}

/** What happens until an engine is ready: the model is fetched, memory is planned, the weights are loaded, it can answer. */
export type EngineEvent = DownloadEvent | PlanEvent | LoadEvent | LoadedEvent

/** How much memory will be taken, before it is. */
export interface PlanEvent {
  readonly type: 'plan'
  readonly model: string
  readonly contextSize: number
  readonly parallel: number
  /** Bytes of key-value memory; undefined where the model file does not tell. */
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
  /** Seconds it took to load, without fetching. */
  readonly seconds: number
}

const wholeNumbers = { contextSize: 1, parallel: 1, batchSize: 1, threads: 1, queueLimit: 0, gpuLayers: 0 } as const

const spacings: ReadonlySet<string | undefined> = new Set(['loose', 'compact', undefined])
const overflows: ReadonlySet<string | undefined> = new Set(['refuse', 'drop-oldest', undefined])

/**
 * Throws `InvalidRequestError` without a model, for sizes that are no whole numbers or too small, and for unknown ways to
 * overflow or to space.
 */
export function checkEngineOptions(options: EngineOptions): void {
  // Programs without types leave it out, or take it from a variable that is not set.
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
  for (const name of ['contextSize', 'parallel', 'batchSize', 'threads', 'queueLimit', 'gpuLayers'] as const) {
    const value = options[name]
    if (value === undefined || (Number.isSafeInteger(value) && value >= wholeNumbers[name])) continue
    throw new InvalidRequestError(
      `\`${name}\` is ${String(value)}; it must be a whole number of at least ${wholeNumbers[name]}.`,
      { code: 'invalid_value', param: name },
    )
  }
}
