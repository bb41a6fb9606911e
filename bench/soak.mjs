// Do memory and descriptors stay flat under mixed load, callers who leave, and upstreams that fail?
//
//   npm ci (in the root), then: node soak.mjs [--minutes 10] [--clients 32] [--store postgres://…]
//
// Two upstreams; one is killed and started again all the time. Callers stream, ask whole, leave in the middle, send
// nonsense and ask for a model that is not there; with a store they also have answers kept, under idempotency keys.
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { ask } from './gateways/ask.mjs'
import { startGateway } from './gateways/start-gateway.mjs'
import { median } from './harness/median.mjs'
import { processUsage } from './harness/process-usage.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    clients: { type: 'string', default: '32' },
    store: { type: 'string' },
  },
})
const end = performance.now() + Number(given.minutes) * 60_000
const steady = await startGateway('upstream')
let failing = await startGateway('upstream')
const { store } = given
const gateway = await startGateway('colloquy', [steady.base, failing.base], { store })
const counts = {}
// Half of them stream or ask whole to the end, the others do what callers do.
const kinds = [streams, asksWhole, leaves, streams, sendsNonsense, asksWhole, streams, leaves, wantsAnotherModel]
if (store) kinds.push(keeps, keeps)
const samples = []

await Promise.all([
  ...Array.from({ length: Number(given.clients) }, (_, at) => caller(at)),
  killer(new URL(failing.base).port),
  watcher(),
])
// What is freed late is not a leak.
await sleep(6_000)
const last = processUsage(gateway.pid)
console.log(counts)
const quarter = Math.floor(samples.length / 4)
const middle = (from, to, value) => median(samples.slice(from, to).map(value))
const growth = (value) => middle(-quarter, undefined, value) / middle(quarter, 2 * quarter, value)
console.log(
  `resident memory: ${samples
    .map(({ rss }) => (rss / 2 ** 20).toFixed(0))
    .filter((_, at) => at % Math.ceil(samples.length / 20) === 0)
    .join(' ')} MiB`,
)
verdict(
  'memory of the last quarter against the second',
  growth(({ rss }) => rss),
  { atMost: 1.1 },
)
verdict('descriptors left when all is over', last.descriptors - samples[0].descriptors, { atMost: 20 })
verdict('answers lost that had not begun to stream', counts.lost ?? 0, { atMost: 0 })
verdict('answers with another status than expected', counts.unexpected ?? 0, { atMost: 0 })
process.exit()

async function caller(at) {
  for (let turn = at; performance.now() < end; turn++) {
    const kind = kinds[turn % kinds.length]
    counts[kind.name] = (counts[kind.name] ?? 0) + 1
    await kind(turn)
  }
}

function note(name) {
  counts[name] = (counts[name] ?? 0) + 1
}

async function streams(turn) {
  const fields = { stream: true, max_completion_tokens: 40, user: '5', prompt_cache_key: String(turn) }
  const { status, whole } = await ask(gateway, fields).catch(() => ({ status: 0 }))
  // A stream that was cut when its upstream was killed is told so; it had begun.
  if (status !== 200) note('lost')
  else if (!whole) note('cut')
}

async function asksWhole(turn) {
  const { status, whole } = await ask(gateway, { prompt_cache_key: String(turn) }).catch(() => ({ status: 0 }))
  if (status !== 200 || !whole) note('lost')
}

async function keeps(turn) {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const fields = {
    store: true,
    metadata: { turn: String(turn) },
    stream: turn % 2 === 0,
    user: '5',
    max_completion_tokens: 40,
  }
  const { status, whole } = await ask({ ...gateway, headers }, fields).catch(() => ({ status: 0 }))
  if (status !== 200) note('lost')
  else if (!whole) note('cut')
}

async function leaves() {
  const body = JSON.stringify({
    model: 'm',
    stream: true,
    max_completion_tokens: 500,
    user: '5',
    messages: [{ role: 'user', content: 'x' }],
  })
  await new Promise((resolve) => {
    const outgoing = request(`${gateway.base}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    outgoing.on('response', (response) => response.once('data', () => outgoing.destroy()).on('error', () => undefined))
    outgoing.on('error', () => undefined).on('close', resolve)
    outgoing.end(body)
  })
}

async function sendsNonsense() {
  const { status } = await ask(gateway, { temperature: 9 })
  if (status !== 400) note('unexpected')
}

async function wantsAnotherModel() {
  const { status } = await ask(gateway, { model: 'none' })
  if (status !== 404) note('unexpected')
}

async function killer(port) {
  while (performance.now() < end) {
    await sleep(4_000)
    failing.stop()
    await sleep(3_000)
    failing = await startGateway('upstream', port)
  }
}

async function watcher() {
  // The first seconds compile code and fill pools.
  await sleep(5_000)
  while (performance.now() < end) {
    samples.push(processUsage(gateway.pid))
    await sleep(500)
  }
}
