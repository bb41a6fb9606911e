import type { NativeModel, SamplerConfig } from '../../packages/engine/src/native/binding.ts'
import { loadBinding } from '../../packages/engine/src/native/load-binding.ts'

/** A raw reply: token ids without the one that ended it, and their text. */
export interface NativeReply {
  tokens: number[]
  text: string
  ended: boolean
}

/** Lets `use` work with a model file through the native addon alone, and frees the model. */
export async function withNativeModel<T>(path: string, use: (model: NativeModel) => T | Promise<T>): Promise<T> {
  const { binding } = await loadBinding('none')
  const model = new binding.AddonModel(path, { addonExports: binding, gpuLayers: 0, useMmap: true })
  try {
    if (!(await model.init())) throw new Error(`llama.cpp refuses ${path}.`)
    return await use(model)
  } finally {
    await model.dispose()
  }
}

/** Runs a prompt through the native addon alone, without our engine: at most `limit` tokens, likeliest first by default. */
export async function nativeReply(
  path: string,
  prompt: string,
  limit: number,
  sampling: SamplerConfig = { temperature: 0, seed: 1 },
): Promise<NativeReply> {
  const { binding } = await loadBinding('none')
  return withNativeModel(path, async (model) => {
    const promptTokens = model.tokenize(prompt, true)
    const contextSize = promptTokens.length + limit + 1
    const context = new binding.AddonContext(model, {
      contextSize,
      batchSize: contextSize,
      sequences: 1,
      flashAttention: 'auto',
      threads: 1,
    })
    await context.init()
    const sampler = new binding.AddonSampler(model)
    sampler.applyConfig(sampling)

    const tokens: number[] = []
    let ended = false
    let next = promptTokens
    let place = 0
    while (!ended && tokens.length < limit) {
      context.initBatch(next.length)
      const [logits] = context.addToBatch(0, place, next, Uint32Array.of(next.length - 1))
      await context.decodeBatch()
      const token = await context.sampleToken(logits ?? 0, sampler)
      place += next.length
      next = Uint32Array.of(token)
      ended = model.isEogToken(token)
      if (!ended) tokens.push(token)
    }
    sampler.dispose()
    await context.dispose()
    return { tokens, text: model.detokenize(Uint32Array.from(tokens), true), ended }
  })
}
