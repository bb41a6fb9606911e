import { getLlama, LlamaLogLevel } from 'node-llama-cpp'

import { chatMl } from './conversation.mjs'

/** node-llama-cpp's own evaluation loop, with nothing of a chat around it: tokens in, tokens out, greedy. */
export async function prepare({ model: modelPath, contextSize, batchSize, threads, parallel, tokens }) {
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error, maxThreads: 0 })
  const model = await llama.loadModel({ modelPath, gpuLayers: 0 })
  const context = await model.createContext({ contextSize, batchSize, threads, sequences: parallel })
  const sequences = Array.from({ length: parallel }, () => context.getSequence())
  return {
    run: async (round) => {
      const replies = await Promise.all(
        sequences.map((sequence, request) => reply(model, sequence, chatMl(round, request), tokens)),
      )
      return {
        tokens: replies.reduce((sum, { length }) => sum + length, 0),
        texts: replies.map((ids) => model.detokenize(ids)),
      }
    },
    close: () => llama.dispose(),
  }
}

async function reply(model, sequence, prompt, limit) {
  await sequence.clearHistory()
  const tokens = []
  for await (const token of sequence.evaluate(model.tokenize(prompt, true), { temperature: 0 })) {
    if (model.isEogToken(token)) break
    tokens.push(token)
    if (tokens.length === limit) break
  }
  return tokens
}
