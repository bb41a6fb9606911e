// What does a gateway add to a request, and to each chunk of a stream, in front of an upstream that answers at once?
//
//   npm run build (in the root), npm install --omit=optional --ignore-scripts, pip install 'litellm[proxy]'
//   LITELLM=/path/to/litellm node gateway-overhead.mjs [--rounds 5] [--at-once 16] [--only colloquy] [--without litellm]
//
// LiteLLM takes two thirds of the time; without it the run is a minute and a half.
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

// Enough CPU a round for /proc's ticks of 10 ms, on the slowest too.
const requests = 500
const streams = 64
const words = 200
// Milliseconds between two words of a stream, and how many streams there are at a time. A model says its words one by one
// too. Without a pause, or with more than a gateway has CPU for, they arrive in bunches, the larger the slower it is.
const pace = 5
const streamsAtOnce = Number(given['at-once'])

const upstream = await startGateway('upstream')
const gateways = []
for (const name of names) gateways.push(await startGateway(name, upstream.base))

// A gateway runs for weeks: what counts is the code the engine has compiled. In the first 1,000 requests of a process a
// third to a half of the CPU, here as with every rival, is the engine compiling. What was compiled for requests alone is
// thrown away at the first streams, and the other way round, so that both come by turns.
for (const gateway of gateways) {
  for (let turn = 0; turn < 4; turn++) {
    await inParallel(1_000, 8, () => ask(gateway, {}))
    await inParallel(64, streamsAtOnce, () =>
      ask(gateway, { stream: true, max_completion_tokens: words, user: String(pace) }),
    )
  }
}

const measured = {}
const lost = new Map()
for (const [what, work] of Object.entries({ request: wholeAnswers, chunk: streamedAnswers })) {
  const contenders = gateways.map((gateway) => ({ name: gateway.name, run: () => work(gateway) }))
  measured[what] = await alternate(contenders, { rounds: Number(given.rounds), warmups: 1 })
}
const direct = median((await inParallel(requests, 1, () => ask(upstream, {}))).map(({ total }) => total))

for (const [what, results] of Object.entries(measured)) {
  console.log(`\nper ${what}: CPU in the gateway; latency of one at a time beyond the upstream's own`)
  for (const name of names) {
    const cpu = median(results[name].map((each) => each.cpu))
    const latency = median(results[name].map((each) => each.latency))
    console.log(
      `  ${name.padEnd(10)} ${(cpu * 1e6).toFixed(0).padStart(6)} µs   ${what === 'request' ? `${(latency - direct).toFixed(2)} ms` : ''}`,
    )
  }
}
console.log()
for (const [name, count] of lost) if (count > 0) console.log(`${name} did not finish ${count} of its answers.`)
if (names.includes('colloquy')) verdict('answers that were not whole', lost.get('colloquy'), { atMost: 0 })
for (const what of ['request', 'chunk']) {
  if (!names.includes('colloquy')) continue
  const usual = (name) => median(measured[what][name].map(({ cpu }) => cpu))
  const [best] = rivals.filter((name) => names.includes(name)).toSorted((a, b) => usual(a) - usual(b))
  if (best) {
    const ratio = medianRatio(measured[what].colloquy, measured[what][best], ({ cpu }) => cpu)
    verdict(`CPU per ${what} against ${best}`, ratio, { atMost: 0.5 })
  }
  for (const floor of ['bare hono', 'bare node'].filter((name) => names.includes(name))) {
    const ratio = medianRatio(measured[what].colloquy, measured[what][floor], ({ cpu }) => cpu)
    console.log(`      CPU per ${what} against the proxy in ${floor}: ${ratio.toFixed(2)}`)
  }
}
process.exit()

async function wholeAnswers(gateway) {
  const { cpu } = await cost(gateway, () => inParallel(requests, 8, () => ask(gateway, {})))
  const alone = await inParallel(30, 1, () => ask(gateway, {}))
  return { cpu: cpu / requests, latency: median(alone.map(({ total }) => total)) }
}

async function streamedAnswers(gateway) {
  const fields = { stream: true, max_completion_tokens: words, user: String(pace) }
  const { cpu } = await cost(gateway, () => inParallel(streams, streamsAtOnce, () => ask(gateway, fields)))
  return { cpu: cpu / streams / words }
}

async function cost({ name, pid }, work) {
  const before = processUsage(pid).cpu
  const answers = await work()
  const cut = answers.filter(({ whole }) => !whole).length
  lost.set(name, (lost.get(name) ?? 0) + cut)
  return { cpu: processUsage(pid).cpu - before }
}
