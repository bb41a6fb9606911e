// Is a Colloquy server as fast as llama.cpp's own server, with the same model, threads and batch?
//
//   node against-llama-server.mjs --binary llama-server [--model file.gguf] [--rounds 3] [--warmups 1] [--side-by-side]
//     [--threads 1] [--cells 1:short,…]
//
// Linux only: CPU time of the two servers comes from /proc.
import { parseArgs } from 'node:util'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { median } from './harness/median.mjs'
import { modelFile } from './harness/model-file.mjs'
import { processCpu } from './harness/process-cpu.mjs'
import { streamReply } from './harness/stream-reply.mjs'
import { verdict } from './harness/verdict.mjs'
import { start as startColloquy } from './servers/colloquy.mjs'
import { start as startLlamaServer } from './servers/llama-server.mjs'

const { values: given } = parseArgs({
  options: {
    binary: { type: 'string', default: 'llama-server' },
    model: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    warmups: { type: 'string', default: '1' },
    'side-by-side': { type: 'boolean', default: false },
    threads: { type: 'string', default: '1' },
    cells: {
      type: 'string',
      default: '1:short,4:short,16:short,1:shared,4:shared,16:shared,1:long,4:long,16:long',
    },
  },
})

const filler = 'The harbour has a red lamp, two anchors, an old rope and a bell that nobody rings on day '
const paragraphs = (seed, count) => Array.from({ length: count }, (_, index) => `${filler}${seed + index}.`).join(' ')

// A sentence of the filler has about 27 tokens.
const prompts = {
  /** Some forty tokens, nothing in common. */
  short: {
    contextSize: 1024,
    tokens: 64,
    messages: (id) => [
      { role: 'system', content: `Story ${id}. You tell stories.` },
      { role: 'user', content: 'Tell a long story about a lighthouse keeper, a storm and a lost ship.' },
    ],
  },
  /** A system prompt of a thousand tokens that is the same for all of a round. */
  shared: {
    contextSize: 2048,
    tokens: 32,
    messages: (id, round) => [
      { role: 'system', content: `Round ${round}. You answer from these notes. ${paragraphs(round * 100, 45)}` },
      { role: 'user', content: `Question ${id}: what should be done first?` },
    ],
  },
  /** Two thousand tokens, nothing in common. */
  medium: {
    contextSize: 2304,
    tokens: 16,
    messages: (id) => [{ role: 'user', content: `Report ${id}. ${paragraphs(id * 1000, 70)} What is it about?` }],
  },
  /** Four thousand tokens, nothing in common. */
  long: {
    contextSize: 4608,
    tokens: 16,
    messages: (id) => [{ role: 'user', content: `Report ${id}. ${paragraphs(id * 1000, 148)} What is it about?` }],
  },
}

const model = await modelFile(given.model)
for (const cell of given.cells.split(',')) {
  const [clients, kind] = [Number(cell.split(':')[0]), cell.split(':')[1]]
  const { contextSize, tokens, messages } = prompts[kind]
  const threads = Number(given.threads)
  const options = { binary: given.binary, model, contextSize, batchSize: 512, threads, parallel: clients }
  const servers = { colloquy: await startColloquy(options), 'llama-server': await startLlamaServer(options) }
  const contenders = Object.entries(servers).map(([name, server]) => ({
    name,
    run: async (round) => {
      const measured = await traffic(server, (client) => messages(round * clients + client + 1, round), {
        clients,
        tokens,
      })
      // A round of long prompts takes minutes; who waits sees that it goes on, and on which side.
      const [wall, cpu, first] = ['wall', 'cpu', 'firstToken'].map((key) => (measured[key] / 1000).toFixed(2))
      console.error(
        `  ${kind} ${clients}, round ${round}, ${name}: ${wall} s, CPU ${cpu} s, first token after ${first} s`,
      )
      return measured
    },
  }))
  try {
    const plan = { rounds: Number(given.rounds), warmups: Number(given.warmups) }
    const measured = given['side-by-side'] ? await sideBySide(contenders, plan) : await alternate(contenders, plan)
    report(`${clients} clients, ${kind} prompts`, measured)
  } finally {
    for (const server of Object.values(servers)) await server.close()
  }
}

/** Both at the same time, for cells that take minutes: fair where there is a core for each of their threads. */
async function sideBySide(contenders, { rounds, warmups }) {
  const measurements = Object.fromEntries(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < warmups + rounds; round++) {
    const measured = await Promise.all(contenders.map(({ run }) => run(round)))
    for (const [index, { name }] of contenders.entries()) {
      if (round >= warmups) measurements[name].push(measured[index])
    }
  }
  return measurements
}

/** All clients ask at the same time; measures until the last answer has ended. */
async function traffic(server, messagesOf, { clients, tokens }) {
  const cpuBefore = processCpu(server.pid)
  const started = performance.now()
  const replies = await Promise.all(
    Array.from({ length: clients }, (_, client) =>
      streamReply(server, {
        model: server.model,
        messages: messagesOf(client),
        max_tokens: tokens,
        temperature: 0,
        stream: true,
        stream_options: { include_usage: true },
      }),
    ),
  )
  const wall = performance.now() - started
  return {
    wall,
    cpu: processCpu(server.pid) - cpuBefore,
    tokens: replies.reduce((sum, reply) => sum + reply.tokens, 0),
    prompt: median(replies.map((reply) => reply.prompt)),
    firstToken: replies.reduce((sum, reply) => sum + reply.firstToken, 0) / clients,
    text: replies.map((reply) => reply.text).join('\n'),
  }
}

function report(cell, { colloquy, 'llama-server': rival }) {
  console.log(`\n${cell} (${colloquy[0].prompt} tokens), median of ${given.rounds} rounds`)
  for (const [name, measured] of [
    ['colloquy', colloquy],
    ['llama-server', rival],
  ]) {
    const [cpu, wall, first] = ['cpu', 'wall', 'firstToken'].map((key) => median(measured.map((m) => m[key])))
    const { tokens } = measured[0]
    console.log(
      `  ${name.padEnd(13)} ${tokens} tokens, ${cpu.toFixed(0)} ms CPU, ${wall.toFixed(0)} ms; first token after ${first.toFixed(0)} ms`,
    )
  }
  const same = colloquy.filter((measured, round) => measured.text === rival[round].text).length
  console.log(`  both said the same in ${same} of ${given.rounds} rounds`)
  const ratio = (value) => medianRatio(colloquy, rival, value)
  verdict(
    `${cell}: tokens per CPU second`,
    ratio((m) => m.tokens / m.cpu),
    { atLeast: 0.97 },
  )
  verdict(
    `${cell}: tokens per second`,
    ratio((m) => m.tokens / m.wall),
    { atLeast: 0.97 },
  )
  verdict(
    `${cell}: how soon the first token comes`,
    ratio((m) => 1 / m.firstToken),
    { atLeast: 0.97 },
  )
}
