import { createEngine } from '@colloquy/engine'

import { conversation } from './conversation.mjs'

/** The whole engine: validation, template, tokenizer, scheduler, sampler, pieces of text, chunks. */
export async function prepare({ model, contextSize, batchSize, threads, parallel, tokens, deterministic }) {
  const engine = await createEngine({ model, contextSize, batchSize, threads, parallel, deterministic })
  const [{ id }] = await engine.models()
  const signal = new AbortController().signal
  return {
    run: async (round) => {
      const replies = await Promise.all(
        Array.from({ length: parallel }, (_, request) =>
          reply(engine, id, conversation(round, request), tokens, signal),
        ),
      )
      return {
        tokens: replies.reduce((sum, answer) => sum + answer.tokens, 0),
        texts: replies.map(({ text }) => text),
      }
    },
    close: () => engine[Symbol.asyncDispose](),
  }
}

async function reply(engine, model, messages, limit, signal) {
  const request = {
    model,
    messages,
    max_completion_tokens: limit,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
  }
  let text = ''
  let tokens = 0
  for await (const chunk of engine.complete(request, { signal })) {
    text += chunk.choices[0]?.delta.content ?? ''
    tokens = chunk.usage?.completion_tokens ?? tokens
  }
  return { text, tokens }
}
