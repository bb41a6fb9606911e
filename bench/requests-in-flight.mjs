// What does a request cost while it waits and while it runs, and how do costs grow with its length and its company?
//
//   node --expose-gc requests-in-flight.mjs [--model file.gguf] [--rounds 3] [--threads 1]
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { createEngine } from '@colloquy/engine'

import { conversation } from './contenders/conversation.mjs'
import { measure } from './harness/measure.mjs'
import { median } from './harness/median.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1' },
  },
})
if (globalThis.gc === undefined) throw new Error('Run it with node --expose-gc: memory is measured after a collection.')

const path = await modelFile(given.model)
const rounds = Number(given.rounds)
const sentence = 'The harbour has a red lamp, two anchors, an old rope and a bell that nobody rings. '
let asked = 0

await waiting()
await longer()
await together()

/** Bytes of a request that waits, beside those of its own messages. */
async function waiting() {
  const count = 1000
  const engine = await open({ contextSize: 2048, parallel: 1, queueLimit: 2 * count })
  const leave = new AbortController()
  const first = answer(engine, [{ role: 'user', content: 'Tell a very long story.' }], 2000, leave.signal)
  // About a thousand tokens each.
  const messages = Array.from({ length: count }, (_, index) => [
    { role: 'user', content: `Question ${index}. ${sentence.repeat(48)}` },
  ])
  await collected()
  const before = process.memoryUsage()
  const others = messages.map((each) => answer(engine, each, 1, leave.signal).catch(() => undefined))
  while (engine.load.waiting < count) await delay(10)
  await collected()
  const after = process.memoryUsage()
  const bytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / count
  leave.abort()
  await Promise.all([first.catch(() => undefined), ...others])
  const { cpuRam, gpuVram } = engine.info.contextMemory
  console.log(`\na request of 1,000 tokens that waits: ${(bytes / 1024).toFixed(1)} KB`)
  console.log(
    `one that runs: ${((cpuRam + gpuVram) / 2 ** 20).toFixed(0)} MB for a context of 2,048 tokens and the buffers, set aside beforehand`,
  )
  verdict('bytes of a waiting request for each byte of a token id (4 a token)', bytes / 4000, { atMost: 8 })
  await engine.close()
}

/** CPU time of a prompt's token, by the prompt's length. */
async function longer() {
  const engine = await open({ contextSize: 8192, parallel: 1 })
  const costs = new Map()
  for (const repeats of [24, 48, 96, 192, 340]) {
    const measured = []
    for (let round = 0; round < rounds; round++) {
      const content = `Report ${++asked}. ${sentence.repeat(repeats)}`
      const { cpu, result } = await measure(() => answer(engine, [{ role: 'user', content }], 1))
      measured.push({ tokens: result.prompt - result.cached, cost: cpu / (result.prompt - result.cached) })
    }
    costs.set(median(measured.map(({ tokens }) => tokens)), median(measured.map(({ cost }) => cost)))
  }
  console.log('\na prompt of so many tokens costs, for each')
  for (const [tokens, cost] of costs) console.log(`  ${String(tokens).padStart(5)} tokens: ${cost.toFixed(3)} ms CPU`)
  const [shortest, , , , longest] = [...costs.values()]
  // Attention looks back on all that came before, so a token costs more the later it comes; linearly, not worse.
  verdict('a token of the longest prompt against one of the shortest', longest / shortest, { atMost: 5 })
  await engine.close()
}

/** CPU time of an answer's token, by how many are on their way. */
async function together() {
  const costs = new Map()
  for (const count of [1, 2, 4, 8, 16]) {
    const engine = await open({ contextSize: 512, parallel: count })
    const measured = []
    for (let round = 0; round <= rounds; round++) {
      const { cpu, result } = await measure(() =>
        Promise.all(Array.from({ length: count }, (_, request) => answer(engine, conversation(round, request), 64))),
      )
      // The first round compiles.
      if (round > 0) measured.push(cpu / result.reduce((sum, { tokens }) => sum + tokens, 0))
    }
    costs.set(count, median(measured))
    await engine.close()
  }
  console.log('\nof so many answers at a time each token costs')
  for (const [count, cost] of costs) console.log(`  ${String(count).padStart(2)}: ${cost.toFixed(2)} ms CPU`)
  verdict('a token of 16 answers at a time against one alone', costs.get(16) / costs.get(1), { atMost: 0.7 })
}

function open(sizes) {
  return createEngine({ model: path, threads: Number(given.threads), ...sizes })
}

async function answer(engine, messages, limit, signal = new AbortController().signal) {
  const request = {
    model: engine.info.model,
    messages,
    max_completion_tokens: limit,
    temperature: 0,
    stream: true,
    stream_options: { include_usage: true },
  }
  let usage
  for await (const chunk of engine.complete(request, { signal })) usage = chunk.usage ?? usage
  const { prompt_tokens: prompt, completion_tokens: tokens, prompt_tokens_details: details } = usage
  return { prompt, tokens, cached: details.cached_tokens }
}

async function collected() {
  for (let turn = 0; turn < 3; turn++) {
    await delay(20)
    globalThis.gc()
  }
}
