import { ModelError } from 'colloquy'

import { memoryNeed } from './models/memory-need.ts'

/** What decides how much memory a model takes. */
export interface MemoryDemand {
  /** Tokens of context the model was trained with, where its file says so. */
  contextLength: number | undefined
  /** Bytes of key-value memory per token of context, where its file says so. */
  kvBytesPerToken: number | undefined
  /** Bytes of the model file. */
  fileSize: number
}

/** How an engine spends memory. */
export interface MemoryPlan {
  /** Tokens a request and its answer may have together. */
  contextSize: number
  /** Answers generated at the same time; each has a context of its own. */
  parallel: number
  /** Bytes of key-value memory of all contexts; undefined where the file does not tell. */
  kvBytes: number | undefined
  /** Estimated bytes of weights, key-value memory and buffers together. */
  totalBytes: number
}

const usualContext = 8192
const usualParallel = 4
const smallestContext = 2048
// The rest stays with the system and with the program around the engine.
const share = 0.8

/**
 * Decides how long and how many contexts are. Defaults: what the model was trained for, at most 8192, and 4 at a
 * time; fewer when `available` bytes do not suffice. Sizes the caller set are kept; throws `ModelError` when these
 * cannot fit, rather than let the system run out of memory while it answers.
 */
export function planMemory(
  demand: MemoryDemand,
  wanted: { contextSize?: number | undefined; parallel?: number | undefined },
  available: number,
): MemoryPlan {
  const trained = Math.min(demand.contextLength ?? usualContext, usualContext)
  let contextSize = wanted.contextSize ?? trained
  let parallel = wanted.parallel ?? usualParallel
  const fits = (): boolean => plan(demand, contextSize, parallel).totalBytes <= available * share
  while (!fits() && wanted.parallel === undefined && parallel > 1) parallel = parallel / 2
  while (!fits() && wanted.contextSize === undefined && contextSize > smallestContext) {
    contextSize = Math.max(smallestContext, Math.floor(contextSize / 2))
  }
  const result = plan(demand, contextSize, parallel)
  const asked = wanted.contextSize !== undefined || wanted.parallel !== undefined
  if (asked && (result.kvBytes ?? 0) > available) {
    throw new ModelError(
      `${parallel} contexts of ${contextSize} tokens need ${gigabytes(result.kvBytes ?? 0)} of memory for this model; ` +
        `${gigabytes(available)} may be used. Lower \`contextSize\` or \`parallel\`.`,
      { code: 'engine_unavailable' },
    )
  }
  return result
}

function plan(demand: MemoryDemand, contextSize: number, parallel: number): MemoryPlan {
  const { fileSize, kvBytesPerToken } = demand
  const cells = contextSize * parallel
  return {
    contextSize,
    parallel,
    kvBytes: kvBytesPerToken === undefined ? undefined : kvBytesPerToken * cells,
    totalBytes: memoryNeed({ fileSize, kvBytesPerToken: kvBytesPerToken ?? 0, contextSize: cells }),
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
