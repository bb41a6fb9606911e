import { readGguf } from '../../models/gguf/read-gguf.ts'
import type { SamplerConfig } from '../../native/binding.ts'
import type { BatchPart } from '../../native/context.ts'
import { loadBinding } from '../../native/load-binding.ts'
import { LlamaModel } from '../../native/model.ts'
import type { CacheTerms } from '../cache-terms.ts'
import type { RequestTerms } from '../request-terms.ts'
import { Scheduler, type StepContext } from '../scheduler.ts'
import type { TokenDraft } from '../token-draft.ts'

/** How prompts are kept where a request does not say. */
export const plainCache: CacheTerms = { use: true, key: undefined, lifetime: 1_800_000, retention: Infinity }
const greedy: SamplerConfig = { temperature: 0, seed: 1 }

/** A scheduler on a real model, with a window into the steps it makes. */
export interface SchedulerBench {
  scheduler: Scheduler
  /** The parts of each step so far. */
  steps: BatchPart[][]
  /** Set to make the next step fail. */
  breakStep: (error: Error) => void
  /** Generates up to `limit` tokens, without regard to the end of the turn. */
  generate: (prompt: string, options?: GenerateOptions) => Promise<Answer>
  tokenize: (text: string) => Uint32Array
  close: () => Promise<void>
}

/** What a test may ask of one request. */
interface GenerateOptions {
  limit?: number
  sampling?: SamplerConfig
  signal?: AbortSignal
  choices?: number
  terms?: Partial<RequestTerms>
  /** A guess at the answer. */
  draft?: TokenDraft
  /** Called with the number of tokens so far. */
  onToken?: (count: number) => void
}

/** What came of a request. */
export interface Answer {
  tokens: number[]
  /** Tokens of every choice. */
  choices: number[][]
  cached: number
}

/** Sizes of a bench; the context holds 1024 tokens. */
export interface BenchOptions {
  parallel?: number
  batchSize?: number
  queueLimit?: number
  queueTimeout?: number
  /** Whether the memory can forget a part, as it can but for recurrent models. Default true. */
  truncates?: boolean
  deterministic?: boolean
  /** The scheduler's clock. */
  now?: () => number
}

/** Loads the model at `path` for one test. */
export async function schedulerBench(path: string, options: BenchOptions = {}): Promise<SchedulerBench> {
  const { parallel = 4, batchSize = 256, queueLimit = 64, truncates = true, deterministic = false } = options
  const now = options.now ?? ((): number => performance.now())
  const tokenArray = (await readGguf(path, { arrays: true })).metadata.get('tokenizer.ggml.tokens')
  const model = await LlamaModel.load(await loadBinding('none'), path, {
    vocabularySize: Array.isArray(tokenArray) ? tokenArray.length : 0,
  })
  const context = await model.createContext({ contextSize: 1024, sequences: parallel, batchSize, threads: 1 })
  const steps: BatchPart[][] = []
  let broken: Error | undefined
  const watched: StepContext = {
    contextSize: context.contextSize,
    sequences: context.sequences,
    batchSize: context.batchSize,
    truncate: (sequence, length) => truncates && context.truncate(sequence, length),
    clear: (sequence) => context.clear(sequence),
    copy: (source, target) => context.copy(source, target),
    firstPosition: (sequence) => context.firstPosition(sequence),
    sample: (place, sampler) => context.sample(place, sampler),
    weigh: (place, weigher, token) => context.weigh(place, weigher, token),
    decode: async (parts) => {
      steps.push(parts.map(({ sequence, position, tokens, draws }) => ({ sequence, position, tokens, draws })))
      const error = broken
      broken = undefined
      if (error !== undefined) throw error
      return context.decode(parts)
    },
  }
  const scheduler = new Scheduler({
    context: watched,
    model,
    queueLimit,
    ...(options.queueTimeout !== undefined && { queueTimeout: options.queueTimeout }),
    window: 0,
    deterministic,
    now,
  })
  const tokenize = (text: string): Uint32Array => model.tokenize(text, { special: true })
  return {
    scheduler,
    steps,
    close: async () => {
      await scheduler.close()
      await context[Symbol.asyncDispose]()
      await model[Symbol.asyncDispose]()
    },
    breakStep: (error) => {
      broken = error
    },
    tokenize,
    generate: async (prompt, wanted = {}) => {
      const { limit = 20, sampling = greedy, signal = new AbortController().signal, onToken } = wanted
      const choices = Array.from({ length: wanted.choices ?? 1 }, (): number[] => [])
      let cached = -1
      await scheduler.run(
        choices.map((tokens, choice) => ({
          prompt: tokenize(prompt),
          sampling: { ...sampling, seed: sampling.seed + choice },
          draft: wanted.draft,
          topLogprobs: undefined,
          started: (info): void => {
            if (choice === 0) cached = info.cachedTokens
          },
          receive: (token): boolean => {
            tokens.push(token)
            onToken?.(tokens.length)
            return tokens.length >= limit
          },
        })),
        { level: 'default', cache: plainCache, ...wanted.terms },
        signal,
      )
      return { tokens: choices[0] ?? [], choices, cached }
    },
  }
}
