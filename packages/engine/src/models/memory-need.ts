/** What decides how much memory a model takes. */
export interface MemoryFactors {
  /** Bytes of the weights: the size of the model file. */
  readonly fileSize: number
  /** Bytes of KV cache per token of context. */
  readonly kvBytesPerToken: number
  /** Tokens of context to be held, over all parallel requests. Default 4,096. */
  readonly contextSize?: number | undefined
}

/** Estimates the bytes of memory a model takes once loaded: weights, KV cache, and working memory. */
export function memoryNeed({ fileSize, kvBytesPerToken, contextSize = 4096 }: MemoryFactors): number {
  return fileSize + kvBytesPerToken * contextSize + workingMemory
}

// Compute buffers and the process itself; SmolLM2-135M showed 160 MB beside weights and cache.
const workingMemory = 200_000_000
