import { AbortError } from 'colloquy'

import { dialectOf } from './dialects/dialect-of.ts'
import { checkEngineOptions, type EngineOptions } from './engine-options.ts'
import { LocalEngine, type Engine } from './local-engine.ts'
import { planMemory, type MemoryPlan } from './memory-plan.ts'
import { readsReasoningEffort, slidingWindow, vocabularySize } from './model-facts.ts'
import { describeModel, ensureModel, readGguf, type ModelDescription } from './models/index.ts'
import type { LlamaContext } from './native/context.ts'
import { loadBinding } from './native/load-binding.ts'
import { LlamaModel } from './native/model.ts'
import { chatTemplateSource, type ChatTemplateSource } from './prompt/chat-template-source.ts'
import { ChatTemplate, type TemplateTokens } from './prompt/chat-template.ts'
import { servedModelId } from './served-model.ts'

/**
 * Fetches the model if need be, loads it, and answers chat completions with it in this process.
 *
 * Answers are repeatable: temperature 0, or the same `seed`, gives the same text again when a request runs alone.
 * Requests that run at the same time are evaluated together, which can move the last bits of a logit and, where two
 * tokens are all but equally likely, change which of them is taken; `deterministic: true` rules that out.
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
    const dialect = dialectOf(source.toolUse ?? source.source, model.specialTokens())
    const thinks = dialect.reasoning.length > 0 || readsReasoningEffort(source)
    const context = await createContext(model, plan, options)
    const device = loaded.binding.getGpuType() || 'cpu'
    return new LocalEngine({
      file,
      description,
      template,
      thinks,
      dialect,
      model,
      context,
      window: slidingWindow(gguf, description),
      queueLimit: options.queueLimit ?? 64,
      deterministic: options.deterministic === true,
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
