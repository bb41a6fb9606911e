import { AbortError, type ChatBackend, type CompleteContext } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, Model } from 'colloquy/protocol'

import { complete, type CompleteParts } from './complete.ts'
import { checkEngineOptions, type EngineOptions } from './engine-options.ts'
import { planMemory, type MemoryPlan } from './memory-plan.ts'
import { readsReasoningEffort, slidingWindow, systemFingerprint, vocabularySize } from './model-facts.ts'
import { describeModel, ensureModel, readGguf } from './models/index.ts'
import type { ModelDescription, ModelFile } from './models/index.ts'
import type { LlamaContext } from './native/context.ts'
import { loadBinding } from './native/load-binding.ts'
import { LlamaModel } from './native/model.ts'
import { chatTemplateSource, type ChatTemplateSource } from './prompt/chat-template-source.ts'
import { ChatTemplate, type TemplateTokens } from './prompt/chat-template.ts'
import { randomSeed } from './sampling/seed.ts'
import { Scheduler } from './schedule/scheduler.ts'
import { meansServedModel, servedModelId } from './served-model.ts'

/** What an engine is, once it runs. */
export interface EngineInfo {
  /** The model's id, as `models()` lists it. */
  readonly model: string
  /** Path of the model file. */
  readonly path: string
  readonly description: ModelDescription
  /** Tokens a request and its answer may have together. */
  readonly contextSize: number
  /** Answers generated at the same time. */
  readonly parallel: number
  readonly batchSize: number
  readonly threads: number
  /** What computes: `cuda`, `vulkan`, `metal`, or `cpu`. */
  readonly device: string
  /** Bytes that key-value memory and buffers take in main memory and on the graphics card; weights come on top. */
  readonly contextMemory: { readonly cpuRam: number; readonly gpuVram: number }
}

/** A model in this process that answers chat completions. */
export interface Engine extends ChatBackend, AsyncDisposable {
  readonly info: EngineInfo
  /** How many answers run and how many wait, now. */
  readonly load: { readonly running: number; readonly waiting: number }
  /** Ends what runs and waits with an error, and frees the memory. */
  close(): Promise<void>
}

/**
 * Fetches the model if need be, loads it, and answers chat completions with it in this process.
 *
 * Answers are repeatable: temperature 0, or the same `seed`, gives the same text again when a request runs alone.
 * Requests that run at the same time are evaluated together, which can move the last bits of a logit and, where two
 * tokens are all but equally likely, change which of them is taken.
 *
 * Throws `NotFoundError` for a model nobody knows, `ModelError` when it cannot be fetched, loaded or held in memory,
 * `AbortError` when `signal` is aborted.
 *
 * @example
 * ```ts
 * await using engine = await createEngine({ model: 'smollm2:135m' })
 * const messages = [{ role: 'user' as const, content: 'Name a ship.' }]
 * const chunks = engine.complete({ model: 'smollm2:135m', messages }, { signal: AbortSignal.timeout(60_000) })
 * console.log((await collect(chunks)).choices[0]?.message.content)
 * ```
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  checkEngineOptions(options)
  const { offline, directory, signal, onProgress } = options
  const file = await ensureModel(options.model, { offline, directory, signal, onProgress })
  const gguf = await readGguf(file.path)
  const description = describeModel(gguf)
  const plan = planMemory(description, options, process.availableMemory())
  const id = servedModelId(file)
  onProgress?.({ type: 'plan', model: id, ...plan })

  const loaded = await loadBinding(options.gpu ?? 'auto')
  const model = await LlamaModel.load(loaded, file.path, {
    vocabularySize: vocabularySize(gguf),
    gpuLayers: options.gpu === 'none' ? 0 : options.gpuLayers,
    signal,
    onProgress: onProgress && ((fraction): void => onProgress({ type: 'load', model: id, fraction })),
  })
  try {
    const given = options.chatTemplate
    const source = given === undefined ? findTemplate(model, id, description) : { source: given }
    const template = new ChatTemplate(source, templateTokens(model))
    const thinks = readsReasoningEffort(source)
    const context = await createContext(model, plan, options)
    const device = loaded.binding.getGpuType() || 'cpu'
    return new LocalEngine({
      options,
      file,
      description,
      template,
      thinks,
      window: slidingWindow(gguf, description),
      model,
      context,
      device,
    })
  } catch (error) {
    await model[Symbol.asyncDispose]()
    throw error
  }
}

function createContext(model: LlamaModel, plan: MemoryPlan, options: EngineOptions): Promise<LlamaContext> {
  if (options.signal?.aborted === true) {
    throw new AbortError('Loading the model was aborted.', { cause: options.signal.reason })
  }
  return model.createContext({
    contextSize: plan.contextSize,
    sequences: plan.parallel,
    // Each running answer needs its place in a step.
    batchSize: Math.max(options.batchSize ?? 512, plan.parallel),
    threads: options.threads,
  })
}

interface LoadedParts {
  options: EngineOptions
  file: ModelFile
  description: ModelDescription
  template: ChatTemplate
  thinks: boolean
  window: number
  model: LlamaModel
  context: LlamaContext
  device: string
}

class LocalEngine implements Engine {
  readonly info: EngineInfo
  readonly #parts: CompleteParts
  readonly #model: LlamaModel
  readonly #context: LlamaContext
  readonly #created = Math.floor(Date.now() / 1000)
  #closing: Promise<void> | undefined

  constructor({ options, file, description, template, thinks, window, model, context, device }: LoadedParts) {
    this.#model = model
    this.#context = context
    const { contextSize, sequences: parallel, batchSize, threads, memory: contextMemory } = context
    const id = servedModelId(file)
    this.info = {
      model: id,
      path: file.path,
      description,
      contextSize,
      parallel,
      batchSize,
      threads,
      device,
      contextMemory,
    }
    this.#parts = {
      modelId: id,
      means: (name) => meansServedModel(name, file),
      fingerprint: systemFingerprint(file, { contextSize, parallel, batchSize, threads, device }),
      template,
      thinks,
      model,
      scheduler: new Scheduler({
        context,
        createSampler: (config) => model.createSampler(config),
        queueLimit: options.queueLimit ?? 64,
        window,
      }),
      contextSize,
      randomSeed,
      now: Date.now,
    }
  }

  get load(): { running: number; waiting: number } {
    return this.#parts.scheduler.load
  }

  complete(request: ChatCompletionRequest, { signal }: CompleteContext): AsyncIterable<ChatCompletionChunk> {
    return complete(request, this.#parts, signal)
  }

  models(): Promise<readonly Model[]> {
    return Promise.resolve([{ id: this.info.model, object: 'model', created: this.#created, owned_by: 'colloquy' }])
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  // Memory goes only when no step is on its way: the addon would read it after it was freed.
  async #close(): Promise<void> {
    await this.#parts.scheduler.close()
    await this.#context[Symbol.asyncDispose]()
    await this.#model[Symbol.asyncDispose]()
  }
}

function findTemplate(model: LlamaModel, id: string, description: ModelDescription): ChatTemplateSource {
  const { chatTemplate, namedChatTemplates } = description
  const texts = new Set(model.specialTokens().map(({ text }) => text))
  return chatTemplateSource({ model: id, chatTemplate, namedChatTemplates, hasToken: (text) => texts.has(text) })
}

function templateTokens(model: LlamaModel): TemplateTokens {
  const { bosToken, eosToken } = model
  return {
    bos: bosToken === undefined ? undefined : model.tokenText(bosToken),
    eos: eosToken === undefined ? undefined : model.tokenText(eosToken),
  }
}
