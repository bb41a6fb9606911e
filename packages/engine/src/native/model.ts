import { AbortError, ModelError } from 'colloquy'

import type { SpecialToken, Tokenizer } from '../prompt/tokenizer.ts'
import type { ForeseenTokens } from '../foresight/foresight.ts'
import { foreseenTokens } from '../foresight/foreseen-tokens.ts'
import { barTokens } from '../sampling/bar-tokens.ts'
import type { NativeModel, NativeSampler, SamplerConfig } from './binding.ts'
import { LlamaContext, type LlamaContextOptions } from './context.ts'
import { LlamaGrammar, type AnswerGrammar } from './grammar.ts'
import { HeldSampler } from './held-sampler.ts'
import type { LoadedBinding } from './load-binding.ts'
import { LlamaSampler } from './sampler.ts'
import { tokenAttributes, vocabularyTypes } from './token-attributes.ts'
import { byteLevelSpelling, sentencePieceSpelling, tokenBytes, type TokenSpelling } from './token-bytes.ts'
import { LlamaWeigher } from './weigher.ts'

/** How to load a model. */
export interface LlamaModelOptions {
  /** Tokens in the vocabulary, from the file's header: the addon does not tell and does not check ids. */
  vocabularySize: number
  /** Layers to compute on the graphics card. Default: all where a graphics build is loaded. */
  gpuLayers?: number | undefined
  signal?: AbortSignal | undefined
  /** Told how much is loaded, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined
}

/** Weights and vocabulary in memory. Dispose its contexts and samplers first, then the model. */
export class LlamaModel implements Tokenizer, AsyncDisposable {
  readonly bosToken: number | undefined
  readonly eosToken: number | undefined
  readonly addBos: boolean
  readonly vocabularySize: number
  readonly trainedContextSize: number

  readonly #loaded: LoadedBinding
  readonly #native: NativeModel
  readonly #spelling: TokenSpelling
  readonly #bytes: (Uint8Array | undefined)[] = []
  #byteTokens: readonly (number | undefined)[] | undefined
  #specialTokens: readonly SpecialToken[] | undefined
  readonly #foreseenTokens = new Map<string, ForeseenTokens>()
  #disposed = false

  private constructor(loaded: LoadedBinding, native: NativeModel, vocabularySize: number) {
    this.#loaded = loaded
    this.#native = native
    this.vocabularySize = vocabularySize
    this.bosToken = present(native.tokenBos())
    this.eosToken = present(native.tokenEos())
    this.addBos = native.shouldPrependBosToken()
    this.trainedContextSize = native.getTrainContextSize()
    this.#spelling = findSpelling(native)
  }

  /** Loads the weights. Throws `ModelError` with llama.cpp's own words when it cannot. */
  static async load(loaded: LoadedBinding, path: string, options: LlamaModelOptions): Promise<LlamaModel> {
    const { signal, onProgress, gpuLayers } = options
    throwIfAborted(signal)
    const native = new loaded.binding.AddonModel(path, {
      addonExports: loaded.binding,
      useMmap: true,
      hasLoadAbortSignal: signal !== undefined,
      ...(gpuLayers === undefined ? {} : { gpuLayers }),
      ...(onProgress === undefined ? {} : { onLoadProgress: onProgress }),
    })
    const abort = (): void => native.abortActiveModelLoad()
    signal?.addEventListener('abort', abort, { once: true })
    try {
      await loaded.log.takeErrors()
      const ready = await native.init()
      throwIfAborted(signal)
      if (!ready) throw new Error('the file was refused')
      return new LlamaModel(loaded, native, options.vocabularySize)
    } catch (error) {
      await native.dispose()
      throwIfAborted(signal)
      const words = (await loaded.log.takeErrors()).join(' ') || String(error)
      throw new ModelError(`llama.cpp cannot load ${path}: ${words}`, { code: 'model_file_invalid', cause: error })
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  tokenize(text: string, options: { special: boolean }): Uint32Array {
    return this.#live.tokenize(text, options.special)
  }

  specialTokens(): readonly SpecialToken[] {
    this.#specialTokens ??= readSpecialTokens(this.#live, this.vocabularySize)
    return this.#specialTokens
  }

  /** The exact bytes a token adds to an answer; empty for control tokens. Several tokens may share one character. */
  tokenBytes(token: number): Uint8Array {
    const known = this.#bytes[token]
    if (known !== undefined) return known
    if (token < 0 || token >= this.vocabularySize) throw new RangeError(`token ${token} is not in the vocabulary`)
    const bytes = this.#bytesOf(token)
    this.#bytes[token] = bytes
    return bytes
  }

  #bytesOf(token: number): Uint8Array {
    const native = this.#live
    return (
      tokenBytes(native.getTokenString(token), native.getTokenAttributes(token), this.#spelling) ??
      new TextEncoder().encode(native.detokenize(Uint32Array.of(token), false))
    )
  }

  /** The ordinary tokens and their bytes, one after another; unlike `tokenBytes` it keeps none of them. */
  *ordinaryTokens(): Generator<{ token: number; bytes: Uint8Array }, void, undefined> {
    for (let token = 0; token < this.vocabularySize; token++) {
      const bytes = this.#bytesOf(token)
      if (bytes.length > 0) yield { token, bytes }
    }
  }

  /** Spells a text byte by byte, in tokens of one byte each; undefined where the vocabulary lacks one. */
  spell(text: string): number[] | undefined {
    this.#byteTokens ??= findByteTokens(this.ordinaryTokens())
    const tokens: number[] = []
    for (const byte of new TextEncoder().encode(text)) {
      const token = this.#byteTokens[byte]
      if (token === undefined) return undefined
      tokens.push(token)
    }
    return tokens
  }

  /** The text that stands for a token in the vocabulary, control tokens included. */
  tokenText(token: number): string {
    if (token < 0 || token >= this.vocabularySize) throw new RangeError(`token ${token} is not in the vocabulary`)
    return this.#live.getTokenString(token)
  }

  /** True for the tokens with which a model ends its turn. */
  isEndOfGeneration(token: number): boolean {
    return this.#live.isEogToken(token)
  }

  /**
   * Reads a grammar in GBNF. Tokens that steer the model may not be drawn under it: they would match by their text and
   * say nothing. Those in `steering` may.
   */
  createGrammar(text: string, steering: Iterable<number> = []): Promise<LlamaGrammar> {
    const chosen = new Set(steering)
    const tokens = (): ForeseenTokens => this.#foreseenTokensWith(chosen)
    return LlamaGrammar.create(this.#loaded.binding, () => this.#live, { text, steering: chosen, tokens })
  }

  /** Makes fresh sampling state for one answer, held to `grammar` where there is one; dispose it afterwards. */
  createSampler(config: SamplerConfig, grammar?: AnswerGrammar): LlamaSampler {
    const { binding } = this.#loaded
    const model = this.#live
    const createNative = (): NativeSampler => new binding.AddonSampler(model)
    if (grammar === undefined) return new LlamaSampler(createNative(), config)
    const silent = this.specialTokens()
      .filter(({ id, kind, endOfGeneration }) => kind === 'control' && !endOfGeneration && !grammar.steering.has(id))
      .map(({ id }) => id)
    return new HeldSampler({
      binding,
      searching: createNative(),
      createFree: createNative,
      config,
      openConfig: barTokens(config, silent),
      state: grammar.begin(),
      isEnd: (token) => this.isEndOfGeneration(token),
      foresight: grammar.foresee(),
      alone: config.tokenBiasKeys === undefined && config.repeatPenaltyTokens === undefined,
    })
  }

  /** Makes what reads the model's own logits for one answer, and its `count` likeliest tokens; dispose it afterwards. */
  createWeigher(count: number): LlamaWeigher {
    return new LlamaWeigher((config) => this.createSampler(config), count)
  }

  /** Allocates key-value memory and compute buffers. */
  createContext(options: LlamaContextOptions): Promise<LlamaContext> {
    return LlamaContext.create(this.#loaded, this.#live, options)
  }

  /** Frees the weights; any use afterwards throws. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    await this.#native.dispose()
  }

  /** Made once for each set of tokens that may steer: a dialect has one. */
  #foreseenTokensWith(steering: ReadonlySet<number>): ForeseenTokens {
    const key = [...steering].join()
    const made = this.#foreseenTokens.get(key) ?? foreseenTokens(this, steering)
    this.#foreseenTokens.set(key, made)
    return made
  }

  get #live(): NativeModel {
    if (this.#disposed) throw new ModelError('The model was closed.', { code: 'engine_unavailable' })
    return this.#native
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AbortError('Loading the model was aborted.', { cause: signal.reason })
}

function present(token: number): number | undefined {
  return token < 0 ? undefined : token
}

function readSpecialTokens(native: NativeModel, vocabularySize: number): SpecialToken[] {
  const tokens: SpecialToken[] = []
  for (let id = 0; id < vocabularySize; id++) {
    const attributes = native.getTokenAttributes(id)
    const control = (attributes & (tokenAttributes.control | tokenAttributes.unknown)) !== 0
    if (!control && !(attributes & tokenAttributes.userDefined)) continue
    const kind = control ? 'control' : 'user-defined'
    tokens.push({ id, text: native.getTokenString(id), kind, endOfGeneration: native.isEogToken(id) })
  }
  return tokens
}

function findByteTokens(tokens: Iterable<{ token: number; bytes: Uint8Array }>): (number | undefined)[] {
  const found: (number | undefined)[] = []
  for (const { token, bytes } of tokens) {
    if (bytes[0] !== undefined && bytes.length === 1) found[bytes[0]] ??= token
  }
  return found
}

const probe = 'na\u00efve caf\u00e9  \u65e5\u672c \u{1f642}'

// The vocabulary's declared type does not settle it: some byte-pair vocabularies write SentencePiece's U+2581.
// So the spelling that reads a probe back as it was written is taken.
function findSpelling(native: NativeModel): TokenSpelling {
  const tokens = native.tokenize(probe, false)
  for (const spelling of [byteLevelSpelling, sentencePieceSpelling]) {
    const parts: Uint8Array[] = []
    for (const token of tokens) {
      const bytes = tokenBytes(native.getTokenString(token), native.getTokenAttributes(token), spelling)
      parts.push(bytes ?? new Uint8Array(0))
    }
    if (Buffer.concat(parts).toString().trimStart() === probe) return spelling
  }
  return native.getVocabularyType() === vocabularyTypes.bytePair ? byteLevelSpelling : sentencePieceSpelling
}
