import type { ChatBackend, CompleteContext } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, Model } from 'colloquy/protocol'

import { AnswerGrammars } from './answer/answer-grammars.ts'
import { FormCompiler } from './compile/form-compiler.ts'
import { startCompilerThread } from './compile/start-compiler-thread.ts'
import { complete, type CompleteParts } from './complete.ts'
import type { Dialect } from './dialects/dialect.ts'
import type { ContextOverflow } from './prompt/fit-conversation.ts'
import { later } from './later.ts'
import { systemFingerprint } from './model-facts.ts'
import type { ModelDescription, ModelFile } from './models/index.ts'
import type { LlamaContext } from './native/context.ts'
import type { LlamaModel } from './native/model.ts'
import type { ChatTemplate } from './prompt/chat-template.ts'
import { randomSeed } from './sampling/seed.ts'
import { Scheduler } from './schedule/scheduler.ts'
import { meansServedModel, servedModelId } from './served-model.ts'
import type { JsonSpacing } from './structured/compile-schema.ts'

/** What is known about a running engine. */
export interface EngineInfo {
  /** The model's id, as `models()` lists it. */
  readonly model: string
  /** Path of the model file. */
  readonly path: string
  readonly description: ModelDescription
  /** Maximum tokens of a request and its answer together. */
  readonly contextSize: number
  /** How many answers are written at a time. */
  readonly parallel: number
  readonly batchSize: number
  readonly threads: number
  /** What computes: `cuda`, `vulkan`, `metal`, or `cpu`. */
  readonly device: string
  /** Seconds it took to load. */
  readonly loadSeconds: number
  /** Bytes that key-value memory and buffers take in main memory and on the graphics card; weights come on top. */
  readonly contextMemory: { readonly cpuRam: number; readonly gpuVram: number }
}

/** A model that is in memory, for metrics. */
export interface LoadedModel {
  readonly model: string
  readonly loadSeconds: number
  /** Share of the key-value memory in use, 0 to 1: by running answers, and by prompts kept for the next turn. */
  readonly cacheUse: number
}

/** A model in this process that answers chat completions. */
export interface Engine extends ChatBackend, AsyncDisposable {
  readonly info: EngineInfo
  /** How many answers are running and waiting now. */
  readonly load: { readonly running: number; readonly waiting: number }
  /** The model, and how full its memory is now. */
  readonly loadedModels: readonly LoadedModel[]
  /** Ends all running and waiting requests with an error, and frees the memory. */
  close(): Promise<void>
}

/** The loaded parts of an engine. The engine disposes of the context and the model. */
export interface LoadedParts {
  file: ModelFile
  description: ModelDescription
  template: ChatTemplate
  /** Whether the model can reason before it answers. */
  canReason: boolean
  dialect: Dialect
  model: LlamaModel
  context: LlamaContext
  /** How far back the model's narrowest attention looks; 0 if its file does not say. */
  window: number
  queueLimit: number
  queueTimeout: number
  overflow: ContextOverflow
  spacing: JsonSpacing
  /** Whether answers are evaluated one by one, so that none changes the last bits of another. */
  deterministic: boolean
  /** What computes: `cuda`, `vulkan`, `metal`, or `cpu`. */
  device: string
  /** Seconds it took to load. */
  loadSeconds: number
}

/** The engine around a loaded model. */
export class LocalEngine implements Engine {
  readonly info: EngineInfo
  readonly #parts: CompleteParts
  readonly #model: LlamaModel
  readonly #context: LlamaContext
  readonly #compiler: FormCompiler
  readonly #created = Math.floor(Date.now() / 1000)
  #closing: Promise<void> | undefined

  constructor(parts: LoadedParts) {
    const { file, description, template, canReason, dialect, model, context } = parts
    const { window, queueLimit, queueTimeout, overflow, spacing, deterministic, device, loadSeconds } = parts
    const { contextSize, sequences: parallel, batchSize, threads, memory: contextMemory } = context
    const sizes = { contextSize, parallel, batchSize, threads, device }
    const id = servedModelId(file)
    this.#model = model
    this.#context = context
    this.info = { model: id, path: file.path, description, ...sizes, contextMemory, loadSeconds }
    this.#compiler = new FormCompiler({
      start: (events) => startCompilerThread({ dialect, spacing }, events),
      // As many as could be under way.
      limit: parallel + queueLimit,
      later,
    })
    this.#parts = {
      modelId: id,
      means: (name) => meansServedModel(name, file),
      fingerprint: systemFingerprint(file, deterministic ? { ...sizes, deterministic: 1 } : sizes),
      template,
      canReason,
      dialect,
      model,
      grammars: new AnswerGrammars({
        dialect,
        compiler: this.#compiler,
        createGrammar: (text, steering) => model.createGrammar(text, steering),
      }),
      scheduler: new Scheduler({ context, model, queueLimit, queueTimeout, window, deterministic }),
      contextSize,
      overflow,
      randomSeed,
      now: Date.now,
    }
  }

  get load(): { running: number; waiting: number } {
    return this.#parts.scheduler.load
  }

  get loadedModels(): readonly LoadedModel[] {
    const { model, loadSeconds } = this.info
    return [{ model, loadSeconds, cacheUse: this.#parts.scheduler.cacheUse }]
  }

  complete(request: ChatCompletionRequest, { signal }: CompleteContext): AsyncIterable<ChatCompletionChunk> {
    return complete(request, this.#parts, signal)
  }

  models(): Promise<readonly Model[]> {
    const { model: id, contextSize: max_model_len } = this.info
    return Promise.resolve([{ id, object: 'model', created: this.#created, owned_by: 'colloquy', max_model_len }])
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
    this.#compiler.close()
    await this.#parts.scheduler.close()
    await this.#context[Symbol.asyncDispose]()
    await this.#model[Symbol.asyncDispose]()
  }
}
