// What does a gateway add to a request, and to each chunk of a stream, in front of an upstream that answers at once?
//
//   npm ci (in the root), npm install --omit=optional --ignore-scripts, pip install 'litellm[proxy]'
//   LITELLM=/path/to/litellm node gateway-overhead.mjs [--rounds 5] [--at-once 16] [--only colloquy] [--without litellm]
//
// Without LiteLLM the run takes two to three minutes, with it and three rounds eight.
import { parseArgs } from 'node:util'

import { ask, inParallel } from './gateways/ask.mjs'
import { isInstalled, startGateway } from './gateways/start-gateway.mjs'
import { alternate, medianRatio } from './harness/alternate.mjs'
import { median } from './harness/median.mjs'
import { processUsage } from './harness/process-usage.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'at-once': { type: 'string', default: '16' },
    only: { type: 'string', multiple: true },
    without: { type: 'string', multiple: true, default: [] },
  },
})
const rivals = ['portkey', 'litellm']
const wanted = (given.only ?? ['bare node', 'bare hono', 'colloquy', ...rivals]).filter(
  (name) => !given.without.includes(name),
)
const names = wanted.filter((name) => {
  if (!isInstalled(name)) console.log(`SKIPPED: ${name} is not installed; the head of this file says how.`)
  return isInstalled(name)
})

const requests = 500
const streams = 64
const words = 200
// CPU seconds a round takes at least, for /proc's ticks of 10 ms.
const least = 0.3
// Milliseconds between two words of a stream. Where the upstream does not pause, words arrive in bunches, the larger the
// slower a gateway is. With a pause they arrive one by one, as a model says them, and what Node does for each is most of it.
const paces = { chunk: 0, 'chunk that comes by itself': 5 }
const streamsAtOnce = Number(given['at-once'])
// How many whole answers are asked for at once where it is not one.
const together = 8

const upstream = await startGateway('upstream')
const gateways = []
for (const name of names) gateways.push(await startGateway(name, upstream.base))

// A gateway runs for weeks: what counts is the code the engine has compiled. In the first 1,000 requests of a process a
// third to a half of the CPU, here as with every rival, is the engine compiling. What was compiled for requests alone is
// thrown away at the first streams, and the other way round, so that both come by turns.
for (const gateway of gateways) {
  for (let turn = 0; turn < 4; turn++) {
    await inParallel(1_000, together, () => ask(gateway, {}))
    for (const pace of Object.values(paces))
      await inParallel(streams, streamsAtOnce, () => ask(gateway, streamed(pace)))
  }
}

const measured = {}
const lost = new Map()
const latencies = { request: latencyOfAnswer, chunk: latencyOfChunk }
const works = { request: cpuOfAnswer }
for (const [what, pace] of Object.entries(paces)) works[what] = (gateway) => cpuOfChunk(gateway, pace)
for (const [what, work] of Object.entries(works)) {
  const run = async (gateway) => ({ cpu: await work(gateway), ...(await latencies[what]?.(gateway)) })
  const contenders = gateways.map((gateway) => ({ name: gateway.name, run: () => run(gateway) }))
  measured[what] = await alternate(contenders, { rounds: Number(given.rounds), warmups: 1 })
}
for (const [what, results] of Object.entries(measured)) {
  const added = what in latencies ? ['alone', 'among'] : []
  const columns = added.length > 0 ? `; latency added, one at a time; latency added, ${together} at once` : ''
  console.log(`\nper ${what}: CPU in the gateway${columns}`)
  for (const name of names) {
    const usual = (of) => median(results[name].map((each) => each[of]))
    const row = [`${(usual('cpu') * 1e6).toFixed(0)} µs`, ...added.map((of) => `${usual(of).toFixed(3)} ms`)]
    console.log(`  ${name.padEnd(10)} ${row.map((figure) => figure.padStart(9)).join(' ')}`)
  }
}
console.log()
for (const [name, count] of lost) if (count > 0) console.log(`${name} did not finish ${count} of its answers.`)
if (names.includes('colloquy')) verdict('answers that were not whole', lost.get('colloquy'), { atMost: 0 })
for (const what of Object.keys(works)) {
  if (!names.includes('colloquy')) continue
  const ratioTo = (name, of) => medianRatio(measured[what].colloquy, measured[what][name], (each) => each[of])
  const usual = (name) => median(measured[what][name].map(({ cpu }) => cpu))
  const [best] = rivals.filter((name) => names.includes(name)).toSorted((a, b) => usual(a) - usual(b))
  if (best) {
    verdict(`CPU per ${what} against ${best}`, ratioTo(best, 'cpu'), { atMost: 0.5 })
    if (what in latencies) {
      verdict(`latency per ${what} against ${best}, one at a time`, ratioTo(best, 'alone'), { atMost: 0.5 })
      verdict(`latency per ${what} against ${best}, ${together} at once`, ratioTo(best, 'among'), { atMost: 0.5 })
    }
  }
  for (const floor of ['bare hono', 'bare node'].filter((name) => names.includes(name))) {
    console.log(`      CPU per ${what} against the proxy in ${floor}: ${ratioTo(floor, 'cpu').toFixed(2)}`)
  }
}
process.exit()

async function cpuOfAnswer(gateway) {
  const { cpu } = await cost(gateway, () => inParallel(requests, together, () => ask(gateway, {})))
  return cpu / requests
}

async function cpuOfChunk(gateway, pace) {
  let used = 0
  let chunks = 0
  while (used < least) {
    const { cpu } = await cost(gateway, () => inParallel(streams, streamsAtOnce, () => ask(gateway, streamed(pace))))
    used += cpu
    chunks += streams * words
  }
  return used / chunks
}

async function latencyOfAnswer(gateway) {
  const alone = await addedLatency(gateway, {}, { count: 100, parallel: 1 })
  const among = await addedLatency(gateway, {}, { count: 200, parallel: together })
  return { alone, among }
}

/** What a stream takes longer, for each of its chunks: where the upstream pauses, that would be the timers' doing. */
async function latencyOfChunk(gateway) {
  const alone = await addedLatency(gateway, streamed(0), { count: 10, parallel: 1 })
  const among = await addedLatency(gateway, streamed(0), { count: 2 * together, parallel: together })
  return { alone: alone / words, among: among / words }
}

/** Milliseconds beyond the upstream's own, measured beside it: what a connection costs changes from minute to minute. */
async function addedLatency(gateway, fields, { count, parallel }) {
  const of = async (server) =>
    median((await inParallel(count, parallel, () => ask(server, fields))).map((each) => each.total))
  return (await of(gateway)) - (await of(upstream))
}

function streamed(pace) {
  return { stream: true, max_completion_tokens: words, user: String(pace) }
}

async function cost({ name, pid }, work) {
  const before = processUsage(pid).cpu
  const answers = await work()
  const cut = answers.filter(({ whole }) => !whole).length
  lost.set(name, (lost.get(name) ?? 0) + cut)
  return { cpu: processUsage(pid).cpu - before }
}
