// What does an option of the request add to the cost of a token, against plain greedy sampling?
//
//   node sampling-options.mjs [--model file.gguf] [--rounds 7] [--tokens 48] [--threads 1]
import { parseArgs } from 'node:util'

import { createEngine } from '@colloquy/engine'

import { conversation } from './contenders/conversation.mjs'
import { alternate, medianRatio } from './harness/alternate.mjs'
import { measure } from './harness/measure.mjs'
import { median } from './harness/median.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    tokens: { type: 'string', default: '48' },
    threads: { type: 'string', default: '1' },
  },
})

const plain = 'greedy'
// A story in a string goes on as long as one outside, so that every token is drawn under the grammar.
const schema = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
}
const save = { type: 'function', function: { name: 'save', description: 'Saves a text.', parameters: schema } }
const variants = {
  [plain]: { settings: { temperature: 0 } },
  'temperature 1': { settings: { temperature: 1, seed: 1 }, atMost: 1.1 },
  // llama.cpp sorts the head of the vocabulary for it.
  'top_p 0.9': { settings: { temperature: 1, top_p: 0.9, seed: 1 }, atMost: 1.25 },
  logprobs: { settings: { temperature: 0, logprobs: true }, atMost: 1.1 },
  'top_logprobs 20': { settings: { temperature: 0, logprobs: true, top_logprobs: 20 }, atMost: 1.1 },
  penalties: { settings: { temperature: 0, presence_penalty: 0.5, frequency_penalty: 0.5 }, atMost: 1.1 },
  logit_bias: { settings: { temperature: 0, logit_bias: { 100: 5, 200: -100 } }, atMost: 1.1 },
  'JSON schema': {
    settings: {
      temperature: 0,
      response_format: { type: 'json_schema', json_schema: { name: 'text', strict: true, schema } },
    },
    atMost: 1.1,
  },
  'tool call': { settings: { temperature: 0, tools: [save], tool_choice: 'required' }, atMost: 1.1 },
  stop: { settings: { temperature: 0, stop: ['zzzz', 'yyyy'] }, atMost: 1.1 },
}

const engine = await createEngine({
  model: await modelFile(given.model),
  contextSize: 1024,
  batchSize: 512,
  parallel: 1,
  threads: Number(given.threads),
})
const [{ id: model }] = await engine.models()

const contenders = Object.entries(variants).map(([name, { settings }], place) => ({
  name,
  run: async (round) => {
    const messages = conversation(round, place)
    // The prompt is evaluated and the grammar compiled before the clock runs: only tokens count.
    await reply(messages, settings, 1)
    return measure(() => reply(messages, settings, Number(given.tokens)))
  },
}))
const results = await alternate(contenders, { rounds: Number(given.rounds) })
await engine[Symbol.asyncDispose]()

for (const [name, { atMost }] of Object.entries(variants)) {
  console.log(`  ${name.padEnd(15)} ${median(results[name].map(cpuPerToken)).toFixed(2)} ms CPU a token`)
  if (name !== plain)
    verdict(`${name} against ${plain}`, medianRatio(results[name], results[plain], cpuPerToken), { atMost })
}

async function reply(messages, settings, limit) {
  const request = {
    model,
    messages,
    max_completion_tokens: limit,
    stream: true,
    stream_options: { include_usage: true },
    ...settings,
  }
  let tokens = 0
  for await (const chunk of engine.complete(request, { signal: new AbortController().signal })) {
    tokens = chunk.usage?.completion_tokens ?? tokens
  }
  return tokens
}

function cpuPerToken({ cpu, result }) {
  return cpu / result
}
