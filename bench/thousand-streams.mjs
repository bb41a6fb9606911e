// What do 1,000 streams at once cost one server: memory a stream, CPU a chunk beside fewer clients, and is it fair?
//
//   npm ci (in the root), then: ulimit -n 8192; node thousand-streams.mjs [--streams 1000] [--words 60]
import { parseArgs } from 'node:util'

import { ask, inParallel } from './gateways/ask.mjs'
import { startGateway } from './gateways/start-gateway.mjs'
import { median } from './harness/median.mjs'
import { processUsage } from './harness/process-usage.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: { streams: { type: 'string', default: '1000' }, words: { type: 'string', default: '60' } },
})
const words = Number(given.words)
// A word each 200 ms: 1,000 streams then bring 5,000 chunks a second, which leaves one core idle time.
const fields = { stream: true, max_completion_tokens: words, user: '200' }

const upstream = await startGateway('upstream')
const gateway = await startGateway('colloquy', upstream.base)
// Code is compiled and pools are filled once; that is not what a stream costs.
await run(100)

const levels = []
for (const clients of [10, 100, Number(given.streams)]) {
  const rounds = Math.max(1, Math.round(100 / clients))
  const results = []
  for (let round = 0; round < rounds; round++) results.push(await run(clients))
  const sum = (value) => results.reduce((total, result) => total + value(result), 0)
  const perChunk = sum(({ cpu }) => cpu) / sum(({ chunks }) => chunks)
  levels.push({ clients, perChunk, ...results.at(-1) })
  const { memory, lost, slowest } = levels.at(-1)
  console.log(
    `${String(clients).padStart(5)} streams: ${(perChunk * 1e6).toFixed(0)} µs CPU a chunk, ${(memory / clients / 1024).toFixed(0)} KiB a stream, slowest / median ${slowest.toFixed(3)}, lost ${lost}`,
  )
}
const most = levels.at(-1)
verdict(`streams lost of ${most.clients}`, most.lost, { atMost: 0 })
verdict('slowest stream against the median', most.slowest, { atMost: 1.25 })
verdict('KiB of resident memory a stream', most.memory / most.clients / 1024, { atMost: 150 })
verdict(`CPU a chunk with ${most.clients} clients against ${levels[0].clients}`, most.perChunk / levels[0].perChunk, {
  atMost: 1.25,
})
process.exit()

async function run(clients) {
  const before = processUsage(gateway.pid)
  let peak = before.rss
  const watch = setInterval(() => (peak = Math.max(peak, processUsage(gateway.pid).rss)), 250)
  const answers = await inParallel(clients, clients, () => ask(gateway, fields))
  clearInterval(watch)
  const totals = answers.map(({ total }) => total)
  return {
    cpu: processUsage(gateway.pid).cpu - before.cpu,
    chunks: answers.reduce((sum, { events }) => sum + events, 0),
    memory: peak - before.rss,
    lost: answers.filter(({ whole, events }) => !whole || events < words).length,
    slowest: Math.max(...totals) / median(totals),
  }
}
