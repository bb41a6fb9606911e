import { ModelError, ServerError } from 'colloquy'

import { closedEngine } from '../unanswered.ts'
import type { NativeContext, NativeLogitsQuery, NativeMemory, NativeModel } from './binding.ts'
import type { LoadedBinding } from './load-binding.ts'
import type { LlamaSampler } from './sampler.ts'
import type { LlamaWeigher } from './weigher.ts'

/** Sizes of a context. */
export interface LlamaContextOptions {
  /** Tokens each sequence can hold. */
  contextSize: number
  /** How many sequences are kept side by side. */
  sequences: number
  /** Most tokens evaluated in one step. */
  batchSize: number
  /** Threads to compute with. Default: one fewer than the processor's cores that are good at arithmetic. */
  threads?: number | undefined
}

/** Tokens to evaluate at the end of one sequence. */
export interface BatchPart {
  sequence: number
  /** How many tokens the sequence holds already. */
  position: number
  tokens: Uint32Array
  /** After how many of the last tokens the next one can be drawn: 0 for none, 1 for the very last. */
  draws: number
}

/** Logits in one place, as the model computed them, before any setting of the request bends them. */
export interface TokenWeights {
  /** The token that is weighed. */
  token: number
  /** Its logit. */
  logit: number
  highest: number
  /** Sum of exp(logit - highest) over the whole vocabulary. */
  totalWeight: number
  /** Pairs of token and logit: the most likely ones, best first. */
  top: readonly number[]
}

const noPlace = new Uint32Array(0)
const firstLogit = Uint32Array.of(0)
const noLogits = 'The model gave no logits.'
const noToken = 'The model gave no token: its numbers are not finite. The file may be damaged.'

/** Key-value memory of several sequences. One call at a time, except that samples of one decode may run together. */
export class LlamaContext implements AsyncDisposable {
  readonly contextSize: number
  readonly sequences: number
  readonly batchSize: number
  readonly threads: number
  /** Bytes of key-value memory and compute buffers. */
  readonly memory: NativeMemory

  readonly #native: NativeContext
  #disposed = false

  private constructor(native: NativeContext, options: LlamaContextOptions) {
    this.#native = native
    this.contextSize = options.contextSize
    this.sequences = options.sequences
    this.batchSize = options.batchSize
    this.threads = native.getThreads()
    this.memory = native.getMemoryBreakdown()
  }

  /** Allocates a context. Called by `LlamaModel.createContext`. */
  static async create(loaded: LoadedBinding, model: NativeModel, options: LlamaContextOptions): Promise<LlamaContext> {
    const native = new loaded.binding.AddonContext(model, {
      contextSize: options.contextSize * options.sequences,
      sequences: options.sequences,
      batchSize: options.batchSize,
      flashAttention: 'auto',
      threads: options.threads ?? defaultThreads(loaded.binding.getMathCores()),
    })
    await loaded.log.takeErrors()
    const ready = await native.init().catch(() => false)
    if (ready) return new LlamaContext(native, options)
    await native.dispose()
    const words = (await loaded.log.takeErrors()).join(' ')
    throw new ModelError(
      `llama.cpp cannot make room for ${options.sequences} answers of ${options.contextSize} tokens at once. ${words}`.trim() +
        ' Lower `contextSize` or `parallel`.',
      { code: 'engine_unavailable' },
    )
  }

  /**
   * Evaluates all parts in one pass and answers, for each, where the logits of its `draws` are.
   * List parts by ascending sequence: llama.cpp reads the weights once for sequences that follow each other, and
   * again for each one that does not (measured: 4 tokens in ascending order 28 ms, descending 66 ms).
   */
  async decode(parts: readonly BatchPart[]): Promise<readonly Uint32Array[]> {
    const native = this.#live
    let size = 0
    for (const part of parts) size += part.tokens.length
    native.initBatch(size)
    const places = parts.map((part) => addPart(native, part))
    try {
      await native.decodeBatch()
    } catch (error) {
      throw new ServerError(`The model could not be evaluated: ${messageOf(error)}`, { cause: error })
    }
    return places
  }

  /** Draws the next token from the logits at `place`. */
  async sample(place: number, sampler: LlamaSampler): Promise<number> {
    const context = this.#live
    const token = await sampler
      .draw((native) => context.sampleToken(place, native))
      .catch((error: unknown) => {
        throw new ServerError(`The next token could not be drawn: ${messageOf(error)}`, { cause: error })
      })
    if (token < 0) throw new ServerError(noToken)
    return token
  }

  /**
   * Tells how likely the model found `token`, drawn from the logits at `place`, and which tokens it found likeliest.
   * Without a token it weighs the likeliest one: that needs no draw of its own.
   */
  async weigh(place: number, weigher: LlamaWeigher, token?: number): Promise<TokenWeights> {
    const { greedy, top, count } = weigher
    // The token itself and the selected one: the highest, as the sampler is greedy. Listed best first.
    const query: NativeLogitsQuery = [token === undefined ? [] : [token], false, false, true, 0]
    // `allSettled` waits for both even if one fails, so that no sampler is disposed of while it is in use.
    const [told, likeliest] = await Promise.allSettled([
      this.#live.sampleToken(place, greedy.native, false, false, query, true),
      top && this.#live.sampleToken(place, top.native, false, false, [[], false, false, false, count], false),
    ])
    if (told.status === 'rejected' || likeliest.status === 'rejected') throw new ServerError(noLogits)
    const [, , , logits = [], totalWeight] = told.value
    const [best, highest] = logits
    if (best === undefined || highest === undefined || totalWeight === undefined) throw new ServerError(noToken)
    const others = { highest, totalWeight, top: likeliest.value?.[3] ?? [] }
    if (token === undefined || token === best) return { token: best, logit: highest, ...others }
    return { token, logit: logits[3] ?? Number.NaN, ...others }
  }

  /** Forgets what `sequence` holds from position `length` on. False where the model cannot forget a part. */
  truncate(sequence: number, length: number): boolean {
    return this.#live.removeTokenCellsFromSequence(sequence, length, -1)
  }

  /** Forgets all that `sequence` holds. */
  clear(sequence: number): void {
    this.#live.removeTokenCellsFromSequence(sequence, -1, -1)
  }

  /** Makes `target` hold what `source` holds; both go on independently. */
  async copy(source: number, target: number): Promise<void> {
    await this.#live.copySequenceStateFromOtherSequence(target, source)
  }

  /** The first position still held; above 0 where a sliding window dropped the beginning. -1 when empty. */
  firstPosition(sequence: number): number {
    return this.#live.getSequenceKvCacheMinPosition(sequence)
  }

  /** Frees the memory; any use afterwards throws. No decode or sample may be running. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    await this.#native.dispose()
  }

  get #live(): NativeContext {
    if (this.#disposed) throw closedEngine()
    return this.#native
  }
}

// llama.cpp's threads wait for each other by spinning. Where each core has one and anything else runs, a step lasts until
// the disturbed one is back: on two cores with other work, 400 to 600 ms a token of a 135M model against 12 to 18 with one.
function defaultThreads(cores: number): number {
  return Math.max(1, cores - 1)
}

function addPart(native: NativeContext, { sequence, position, tokens, draws }: BatchPart): Uint32Array {
  return native.addToBatch(sequence, position, tokens, lastIndexes(tokens.length, draws))
}

function lastIndexes(length: number, count: number): Uint32Array {
  if (count === 0) return noPlace
  if (length === 1) return firstLogit
  return Uint32Array.from({ length: count }, (_, index) => length - count + index)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
