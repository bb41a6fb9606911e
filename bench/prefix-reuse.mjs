// How much sooner does a conversation's second turn answer, because its first 1,500 tokens are already computed?
//
//   node prefix-reuse.mjs [--model file.gguf] [--rounds 5] [--threads 1]
import { parseArgs } from 'node:util'

import { createEngine } from '@colloquy/engine'

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
  contextSize: 2048,
  parallel: 4,
  batchSize: 512,
  threads: Number(given.threads),
})
const [{ id: model }] = await engine.models()

for (const others of [0, 3]) {
  const turns = { first: [], second: [] }
  for (let round = 0; round <= Number(given.rounds); round++) {
    const messages = [{ role: 'user', content: report(round * 8 + others) }]
    const first = await turn(messages)
    messages.push(
      { role: 'assistant', content: first.text },
      { role: 'user', content: 'And what should be done next?' },
    )
    for (let other = 1; other <= others; other++) {
      await turn([{ role: 'user', content: report(round * 8 + others + other, 100) }])
    }
    const second = await turn(messages)
    // The first round compiles.
    if (round === 0) continue
    turns.first.push(first)
    turns.second.push(second)
  }

  console.log(`\nto the first token, ${others} other conversations in between (median of ${given.rounds} rounds)`)
  for (const [name, taken] of Object.entries(turns)) {
    const [cpu, wall, prompt, cached] = ['cpu', 'wall', 'prompt', 'cached'].map((key) =>
      median(taken.map((t) => t[key])),
    )
    console.log(
      `  ${name.padEnd(6)} turn: ${cpu.toFixed(0)} ms CPU, ${wall.toFixed(0)} ms; ${prompt} prompt tokens, ${cached} reused`,
    )
  }
  for (const key of ['cpu', 'wall']) {
    const ratio = median(turns.first.map((first, round) => first[key] / turns.second[round][key]))
    verdict(`first turn against second, ${key} time, ${others} others in between`, ratio, { atLeast: 5 })
  }
}
await engine[Symbol.asyncDispose]()

/** One turn: what the first token cost, the whole text, and the prompt's tokens with how many were reused. */
async function turn(messages) {
  const request = {
    model,
    messages,
    max_completion_tokens: 24,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
  }
  const chunks = engine.complete(request, { signal: new AbortController().signal })[Symbol.asyncIterator]()
  let text = ''
  const { cpu, wall } = await measure(async () => {
    while (text === '') text += (await chunks.next()).value.choices[0]?.delta.content ?? ''
  })
  let usage
  for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  return { cpu, wall, text, prompt: usage.prompt_tokens, cached: usage.prompt_tokens_details.cached_tokens }
}

/** A report about as many tokens long as `length`, another one for each number. */
function report(number, length = 1500) {
  const subjects = [
    'The harbour',
    'A ship',
    'The keeper',
    'The pilot',
    'One crew',
    'The office',
    'A diver',
    'The crane',
  ]
  const doings = ['repaired', 'counted', 'painted', 'lost', 'moved', 'found', 'sold', 'cleaned']
  const things = ['the old rope', 'a red lamp', 'two anchors', 'the east pier', 'some charts', 'a bell', 'the nets']
  const sentences = [`Report ${number}.`]
  // A sentence has about eleven tokens.
  for (let index = number; sentences.length < length / 11.3; index++) {
    const pick = (list, step) => list[Math.floor(index / step) % list.length]
    sentences.push(`${pick(subjects, 1)} ${pick(doings, 3)} ${pick(things, 2)} on day ${index % 28}.`)
  }
  return `${sentences.join(' ')} What is this about?`
}
