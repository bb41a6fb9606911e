import { AbortError } from 'colloquy'

import { dialectOf } from './dialects/dialect-of.ts'
import { checkEngineOptions, type EngineOptions } from './engine-options.ts'
import { LocalEngine, type Engine } from './local-engine.ts'
import { planMemory, type MemoryPlan } from './memory-plan.ts'
import { readsReasoningEffort, slidingWindow, vocabularySize } from './model-facts.ts'
import {
  describeModel,
  ensureModel,
  readGguf,
  type GgufFile,
  type ModelDescription,
  type ModelFile,
} from './models/index.ts'
import type { LlamaContext } from './native/context.ts'
import { loadBinding, type LoadedBinding } from './native/load-binding.ts'
import { LlamaModel } from './native/model.ts'
import { chatTemplateSource, type ChatTemplateSource } from './prompt/chat-template-source.ts'
import { ChatTemplate, type TemplateTokens } from './prompt/chat-template.ts'
import { givenTemplate } from './prompt/given-template.ts'
import { servedModelId } from './served-model.ts'

/** A model that is on this machine and whose need of memory is known, ready to be loaded. */
export interface PreparedEngine {
  /** The name it will be served under. */
  readonly id: string
  readonly file: ModelFile
  readonly plan: MemoryPlan
  /** Takes the memory. Throws `ModelError` where the model cannot be loaded, `AbortError` when `signal` aborts. */
  load(signal?: AbortSignal): Promise<Engine>
}

/** Fetches the model if need be, reads what its file tells and plans its memory, of which `available` bytes are free. */
export async function prepareEngine(options: EngineOptions, available: number): Promise<PreparedEngine> {
  checkEngineOptions(options)
  const given = options.chatTemplate === undefined ? undefined : givenTemplate(options.chatTemplate)
  const { offline, directory, signal, onProgress } = options
  // Before a hundred megabytes come down for nothing.
  await loadBinding(options.gpu ?? 'auto')
  const file = await ensureModel(options.model, { offline, directory, signal, onProgress })
  const gguf = await readGguf(file.path)
  const description = describeModel(gguf)
  const plan = planMemory(description, options, available)
  const id = servedModelId(file)
  onProgress?.({ type: 'plan', model: id, ...plan })
  return {
    id,
    file,
    plan,
    load: (loadSignal) => load({ id, file, gguf, description, plan, given }, options, loadSignal),
  }
}

/** What is known of a model before it is loaded. */
interface KnownModel {
  id: string
  file: ModelFile
  gguf: GgufFile
  description: ModelDescription
  plan: MemoryPlan
  /** The template that stands in for its own. */
  given: ChatTemplateSource | undefined
}

async function load(known: KnownModel, options: EngineOptions, signal: AbortSignal | undefined): Promise<Engine> {
  const began = performance.now()
  const loaded = await loadBinding(options.gpu ?? 'auto')
  const model = await loadModel(known, loaded, options, signal)
  try {
    const { id, file, gguf, description, plan, given } = known
    const source = given ?? findTemplate(model, id, description)
    const template = new ChatTemplate(source, templateTokens(model))
    const dialect = dialectOf(source.toolUse ?? source.source, model.specialTokens())
    const canReason = dialect.reasoning.length > 0 || readsReasoningEffort(source)
    if (signal?.aborted === true) throw new AbortError('Loading the model was aborted.', { cause: signal.reason })
    const context = await createContext(model, plan, options)
    const seconds = (performance.now() - began) / 1000
    const engine = new LocalEngine({
      file,
      description,
      template,
      canReason,
      dialect,
      model,
      context,
      window: slidingWindow(gguf, description),
      queueLimit: options.queueLimit ?? 64,
      queueTimeout: options.queueTimeout ?? Infinity,
      overflow: options.contextOverflow ?? 'refuse',
      spacing: options.jsonSpacing ?? 'loose',
      deterministic: options.deterministic === true,
      device: loaded.binding.getGpuType() || 'cpu',
      loadSeconds: seconds,
    })
    options.onProgress?.({ type: 'loaded', model: id, seconds })
    return engine
  } catch (error) {
    await model[Symbol.asyncDispose]()
    throw error
  }
}

function loadModel(
  { id, file, gguf }: KnownModel,
  loaded: LoadedBinding,
  { gpu, gpuLayers, onProgress }: EngineOptions,
  signal: AbortSignal | undefined,
): Promise<LlamaModel> {
  return LlamaModel.load(loaded, file.path, {
    vocabularySize: vocabularySize(gguf),
    gpuLayers: gpu === 'none' ? 0 : gpuLayers,
    signal,
    onProgress: onProgress && ((fraction): void => onProgress({ type: 'load', model: id, fraction })),
  })
}

function createContext(model: LlamaModel, plan: MemoryPlan, options: EngineOptions): Promise<LlamaContext> {
  return model.createContext({
    contextSize: plan.contextSize,
    sequences: plan.parallel,
    // Each running answer needs its place in a step.
    batchSize: Math.max(options.batchSize ?? 512, plan.parallel),
    threads: options.threads,
  })
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
