import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { chatMl } from './conversation.mjs'

/** llama.cpp through the native addon and nothing else: one batch a step, greedy. No answer can be cheaper. */
export async function prepare({ model: modelPath, contextSize, batchSize, threads, parallel, tokens }) {
  const binding = await loadAddon()
  const model = new binding.AddonModel(modelPath, { addonExports: binding, gpuLayers: 0, useMmap: true })
  await model.init()
  const context = new binding.AddonContext(model, {
    contextSize: contextSize * parallel,
    batchSize,
    threads,
    sequences: parallel,
    flashAttention: 'auto',
  })
  await context.init()
  return {
    run: async (round) => {
      const replies = Array.from({ length: parallel }, (_, sequence) => {
        context.removeTokenCellsFromSequence(sequence, -1, -1)
        const sampler = new binding.AddonSampler(model)
        sampler.applyConfig({ temperature: 0 })
        const next = model.tokenize(chatMl(round, sequence), true)
        return { sequence, sampler, next, place: 0, tokens: [] }
      })
      let open = replies
      while (open.length > 0) open = await step(context, model, open, tokens)
      for (const { sampler } of replies) sampler.dispose()
      return {
        tokens: replies.reduce((sum, reply) => sum + reply.tokens.length, 0),
        texts: replies.map((reply) => model.detokenize(Uint32Array.from(reply.tokens), false)),
      }
    },
  }
}

/** Feeds every reply its next tokens in one batch and samples one token for each; answers those that go on. */
async function step(context, model, replies, limit) {
  context.initBatch(replies.reduce((sum, { next }) => sum + next.length, 0))
  const logits = replies.map(({ sequence, place, next }) =>
    context.addToBatch(sequence, place, next, Uint32Array.of(next.length - 1)),
  )
  await context.decodeBatch()
  const sampled = await Promise.all(replies.map(({ sampler }, index) => context.sampleToken(logits[index][0], sampler)))
  return replies.filter((reply, index) => {
    reply.place += reply.next.length
    reply.next = Uint32Array.of(sampled[index])
    if (model.isEogToken(sampled[index])) return false
    return reply.tokens.push(sampled[index]) < limit
  })
}

async function loadAddon() {
  const name = `@node-llama-cpp/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  const folder = join(dirname(require.resolve(name)), '..', 'bins', `${process.platform}-${process.arch}`)
  const binding = require(join(folder, 'llama-addon.node'))
  binding.setLoggerLogLevel(2)
  binding.loadBackends()
  if (binding.getGpuType() === undefined) binding.loadBackends(folder)
  await binding.init()
  return binding
}
