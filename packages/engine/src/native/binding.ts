/**
 * What we use of the native addon, and no more. The addon is one `.node` file around llama.cpp; it validates little:
 * a token id outside the vocabulary or a call after `dispose` ends the process, so only this folder may hold it.
 */
export interface NativeBinding {
  readonly AddonModel: new (path: string, params: NativeModelParams) => NativeModel
  readonly AddonContext: new (model: NativeModel, params: NativeContextParams) => NativeContext
  readonly AddonSampler: {
    new (model: NativeModel): NativeSampler
    /** Whether the grammar takes the token's text where the state stands. */
    canBeNextTokenForGrammarEvaluationState(state: NativeGrammarState, token: number): boolean
    /** Moves the state on; a token that cannot be next ends the process. */
    acceptGrammarEvaluationStateToken(state: NativeGrammarState, token: number): void
  }
  /** Throws if the text is not a grammar; the reason goes to standard error. */
  readonly AddonGrammar: new (
    text: string,
    options: { addonExports: NativeBinding; rootRuleName: string },
  ) => NativeGrammar
  /** The start of a grammar, or a copy of another state. */
  readonly AddonGrammarEvaluationState: {
    new (model: NativeModel, grammar: NativeGrammar): NativeGrammarState
    new (other: NativeGrammarState): NativeGrammarState
  }
  /** Loads the build for this processor from `directory`; without it only what is linked in. */
  loadBackends(directory?: string): void
  /** `undefined` until backends are loaded, `false` where they compute on the processor only. */
  getGpuType(): 'cuda' | 'vulkan' | 'metal' | false | undefined
  getMathCores(): number
  setLogger(logger: (level: number, text: string) => void): void
  /** 2 errors, 3 warnings, 4 information, 6 everything. */
  setLoggerLogLevel(level: number): void
  init(): Promise<void>
}

interface NativeModelParams {
  addonExports: NativeBinding
  useMmap: boolean
  gpuLayers?: number
  onLoadProgress?: (fraction: number) => void
  hasLoadAbortSignal?: boolean
}

export interface NativeModel {
  init(): Promise<boolean>
  abortActiveModelLoad(): void
  dispose(): Promise<void>
  tokenize(text: string, special: boolean): Uint32Array
  detokenize(tokens: Uint32Array, special: boolean): string
  getTrainContextSize(): number
  tokenBos(): number
  tokenEos(): number
  getTokenString(token: number): string
  getTokenAttributes(token: number): number
  isEogToken(token: number): boolean
  getVocabularyType(): number
  shouldPrependBosToken(): boolean
  getMemoryBreakdown(): NativeMemory
}

interface NativeContextParams {
  /** Cells of all sequences together. */
  contextSize: number
  batchSize: number
  sequences: number
  flashAttention: 'auto'
  threads?: number
}

export interface NativeContext {
  init(): Promise<boolean>
  dispose(): Promise<void>
  getThreads(): number
  initBatch(size: number): void
  /** Answers, for each of `logitIndexes`, the place in the batch whose logits can be sampled after the decode. */
  addToBatch(sequence: number, position: number, tokens: Uint32Array, logitIndexes: Uint32Array): Uint32Array
  decodeBatch(): Promise<void>
  sampleToken(logitIndex: number, sampler: NativeSampler): Promise<number>
  sampleToken(
    logitIndex: number,
    sampler: NativeSampler,
    probabilities: false,
    confidence: false,
    logits: true | NativeLogitsQuery,
    totalWeight: boolean,
  ): Promise<NativeLogits>
  removeTokenCellsFromSequence(sequence: number, start: number, end: number): boolean
  getSequenceKvCacheMinPosition(sequence: number): number
  copySequenceStateFromOtherSequence(target: number, source: number): Promise<number>
  getMemoryBreakdown(): NativeMemory
}

/** Which logits to tell: of these tokens, the highest, the lowest, the sampled one, and the `top` highest. */
export type NativeLogitsQuery = [tokens: number[], max: boolean, min: boolean, selected: boolean, top: number]

/** Sampled token; two unused; pairs of token and logit (first the top ones, best first); sum of exp(logit - max). */
type NativeLogits = [
  token: number,
  probabilities: undefined,
  confidence: undefined,
  logits: number[] | undefined,
  totalWeight: number | undefined,
]

/** Sampling state of one answer; it remembers what it sampled, so it must not be used for a second answer. */
export interface NativeSampler {
  applyConfig(config: SamplerConfig): void
  dispose(): void
}

/** A grammar in GBNF. */
export interface NativeGrammar {
  /** Whether the whole text is a sentence of the grammar. */
  isTextCompatible(text: string): boolean
}

declare const grammarState: unique symbol

/** Where one answer stands in a grammar; it has no members, and samplers move it on. */
export interface NativeGrammarState {
  readonly [grammarState]: true
}

/** The addon's names for what a sampler does, in the order it does it: bias, penalties, top k, top p, temperature, draw. */
export interface SamplerConfig {
  /** 0 picks the likeliest token. */
  temperature: number
  seed: number
  /** How many of the likeliest tokens are kept. */
  topK?: number
  topP?: number
  /** Switches the penalties on; tokens that count as generated already. */
  repeatPenaltyTokens?: Uint32Array
  /** How many generated tokens the penalties look back on. */
  repeatPenaltyMaxTokens?: number
  repeatPenaltyPresencePenalty?: number
  repeatPenaltyFrequencyPenalty?: number
  tokenBiasKeys?: Uint32Array
  tokenBiasValues?: Float32Array
  /**
   * Rules out tokens that the grammar refuses. Ends of a turn are ruled out until the grammar is complete; from then on
   * everything else is.
   */
  grammarEvaluationState?: NativeGrammarState
}

/** Bytes taken in main memory and on the graphics card. */
export interface NativeMemory {
  cpuRam: number
  gpuVram: number
}
