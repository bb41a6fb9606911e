// How many real schemas does our compiler enforce exactly?
//
//   node bench/structured-maskbench.mjs FILE.jsonl [--list KIND] [--only ID]
//
// FILE holds one case a line: {"id", "schema", "tests": [{"valid", "data"}]}, as MaskBench's schemas come. A schema
// passes when it compiles and the grammar takes every valid instance and refuses every invalid one, written as
// Python's json.dumps(data, ensure_ascii=False) writes it. Cases run in a worker, so that a crash or a hang is counted.
import { fork } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const limit = 10_000

if (process.send) await work()
else await main()

async function main() {
  const file = process.argv[2]
  const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined)
  if (!file) throw new Error('Say which file: node bench/structured-maskbench.mjs FILE.jsonl')
  const counts = {
    pass: 0,
    'compile error': 0,
    'validation error': 0,
    'invalidation error': 0,
    crash: 0,
    'time-out': 0,
  }
  const times = []
  const reasons = new Map()
  let worker = start()
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const id = JSON.parse(line).id
    if (option('--only') && option('--only') !== id) continue
    const { kind, ms, detail } = await judge(worker, line)
    if (kind === 'crash' || kind === 'time-out') worker = start(worker)
    counts[kind]++
    if (ms !== undefined) times.push(ms)
    if (kind === option('--list') || option('--only')) console.log(id, ms?.toFixed(1), detail)
    if (kind === 'compile error') {
      const reason = detail.replace(/at `[^`]*`: /, '').replace(/`[^`]*`|\d+(\.\d+)?/g, '…')
      reasons.set(reason, [...(reasons.get(reason) ?? []), id])
    }
  }
  worker.kill()
  times.sort((a, b) => a - b)
  const total = Object.values(counts).reduce((a, b) => a + b, 0)
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1)
  for (const [kind, count] of Object.entries(counts))
    console.log(`${kind}: ${count} (${((100 * count) / total).toFixed(1)} %)`)
  console.log(`CPU to compile: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`)
  const common = [...reasons].toSorted((a, b) => b[1].length - a[1].length).slice(0, 25)
  for (const [reason, ids] of common) console.log(`${ids.length}\t${reason}\t${ids[0]}`)
}

function start(old) {
  old?.kill('SIGKILL')
  return fork(new URL(import.meta.url), { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] })
}

function judge(worker, line) {
  return new Promise((resolve) => {
    const done = (result) => {
      clearTimeout(timer)
      worker.removeAllListeners()
      resolve(result)
    }
    const timer = setTimeout(() => done({ kind: 'time-out' }), limit)
    worker.once('message', done)
    worker.once('exit', (code, signal) => done({ kind: 'crash', detail: String(signal ?? code) }))
    worker.send(line)
  })
}

async function work() {
  const { compileSchema } = await import('../packages/engine/dist/structured/compile-schema.js')
  const { binding } = await (await import('../packages/engine/dist/native/load-binding.js')).loadBinding('none')
  process.on('message', (line) => {
    const { schema, tests } = JSON.parse(line)
    const texts = instanceTexts(line)
    const began = process.cpuUsage()
    const spent = () => (process.cpuUsage(began).user + process.cpuUsage(began).system) / 1000
    let grammar
    try {
      ;({ grammar } = compileSchema(schema))
    } catch (error) {
      if (error.code !== 'unsupported_value') throw error
      process.send({ kind: 'compile error', ms: spent(), detail: error.message })
      return
    }
    const ms = spent()
    const native = new binding.AddonGrammar(grammar, { addonExports: binding, rootRuleName: 'root' })
    for (const valid of [false, true]) {
      for (const [index, test] of tests.entries()) {
        if (test.valid !== valid || native.isTextCompatible(texts[index]) === valid) continue
        const kind = valid ? 'validation error' : 'invalidation error'
        process.send({ kind, ms, detail: texts[index].slice(0, 300) })
        return
      }
    }
    process.send({ kind: 'pass', ms })
  })
}

/**
 * The instances of a case as Python's json.dumps(data, ensure_ascii=False) writes them. Read as JavaScript values, 1.0
 * would become 1 and keys that look like numbers would change places; marked as `#1.0` and `~key` they stay.
 */
function instanceTexts(line) {
  const marked = line.replace(/"((?:[^"\\]|\\.)*")|-?\d[\d.eE+-]*/g, (token, text) =>
    text === undefined ? `"#${token}"` : `"~${text}`,
  )
  return JSON.parse(marked)['~tests'].map((test) => pythonJson(test['~data']))
}

function pythonJson(value) {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value === 'string') return value.startsWith('#') ? value.slice(1) : JSON.stringify(value.slice(1))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const pairs = Object.entries(value).map(([key, each]) => `${JSON.stringify(key.slice(1))}: ${pythonJson(each)}`)
  return `{${pairs.join(', ')}}`
}
