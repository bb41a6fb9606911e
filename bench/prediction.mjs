// How much sooner does an edited text arrive with a `prediction`, and what does a wrong one cost?
//
//   node prediction.mjs [--model file.gguf] [--rounds 5] [--threads 1]
import { parseArgs } from 'node:util'

import { createEngine } from '@colloquy/engine'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { measure } from './harness/measure.mjs'
import { median } from './harness/median.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '1' },
  },
})

const engine = await createEngine({
  model: await modelFile(given.model),
  contextSize: 1024,
  parallel: 1,
  threads: Number(given.threads),
})
const [{ id: model }] = await engine.models()

// What the model says without a prediction stands in for the text that is edited: with it every guess holds, and with a
// word changed every fifteen words a part of them.
const plain = await reply()
const words = plain.text.split(' ')
const variants = {
  none: undefined,
  right: plain.text,
  'a word in fifteen changed': words.map((word, index) => (index % 15 === 7 ? 'kettle' : word)).join(' '),
  // Shares pairs of words, so that guesses are made, and goes on differently after them.
  wrong: words.toReversed().join(' '),
}
const bars = { right: { atLeast: 1.5 }, 'a word in fifteen changed': { atLeast: 1.2 }, wrong: { atLeast: 0.9 } }

const contenders = Object.entries(variants).map(([name, prediction]) => ({
  name,
  run: () => measure(() => reply(prediction)),
}))
const results = await alternate(contenders, { rounds: Number(given.rounds) })
await engine[Symbol.asyncDispose]()

for (const [name, measured] of Object.entries(results)) {
  const { accepted, rejected, tokens } = measured[0].result
  const time = median(measured.map(({ cpu }) => cpu))
  console.log(
    `  ${name.padEnd(26)} ${time.toFixed(0)} ms CPU; ${tokens} tokens, ${accepted} accepted, ${rejected} rejected`,
  )
  const bar = bars[name]
  if (bar !== undefined)
    verdict(
      `none against ${name}`,
      medianRatio(results.none, measured, ({ cpu }) => cpu),
      bar,
    )
}

async function reply(prediction) {
  const request = {
    model,
    messages: [{ role: 'user', content: 'Tell a long story about a lighthouse keeper, a storm and a lost ship.' }],
    max_completion_tokens: 256,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
    ...(prediction === undefined ? {} : { prediction: { type: 'content', content: prediction } }),
  }
  let text = ''
  let usage
  for await (const chunk of engine.complete(request, { signal: new AbortController().signal })) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  const { accepted_prediction_tokens: accepted, rejected_prediction_tokens: rejected } = usage.completion_tokens_details
  return { text, accepted, rejected, tokens: usage.completion_tokens - rejected }
}
