// What does `colloquy --version` cost beside a Node that does nothing?
//
//   node version-start.mjs [--rounds 15]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { median } from './harness/median.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url))
const rounds = Number(given.rounds)

const own = '--version'
const floor = 'node -e 0'
const results = await alternate(
  [
    { name: own, run: () => command([pathOf('../packages/cli/bin/colloquy.js'), '--version']) },
    { name: floor, run: () => command(['-e', '0']) },
  ],
  { rounds },
)

for (const [name, taken] of Object.entries(results)) {
  const [cpu, memory, wall] = ['cpu', 'memory', 'wall'].map((key) => median(taken.map((one) => one[key])))
  console.log(`  ${name.padEnd(10)} ${cpu.toFixed(1)} ms CPU, ${memory.toFixed(1)} MB at most, ${wall.toFixed(1)} ms`)
}
verdict(
  'CPU time against node -e 0',
  medianRatio(results[own], results[floor], ({ cpu }) => cpu),
  { atMost: 1.5 },
)
verdict(
  'peak memory against node -e 0',
  medianRatio(results[own], results[floor], ({ memory }) => memory),
  { atMost: 1.5 },
)

/** Runs Node with `argv` and tells what the process itself says it took, as it exits. */
async function command(argv) {
  const start = performance.now()
  const child = spawn(process.execPath, ['--require', pathOf('harness/report-resources.cjs'), ...argv], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  let said = ''
  child.stdio[3].on('data', (bytes) => (said += bytes))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`node ${argv.join(' ')} ended with code ${code}.`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(said)
  return { cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024, wall: performance.now() - start }
}
