// What does holding an answer to a schema add to the cost of a token?
//
//   node structured-decoding.mjs FILE.jsonl [--schemas 40] [--rounds 3] [--tokens 64] [--threads 1] [--model file.gguf]
//
// FILE holds one case a line with a `schema`, as structured-maskbench.mjs reads them. Schemas are taken evenly from it.
// The same question is answered freely and in the form of each schema, at temperature 1, with as many tokens. Grammars
// and prompts are ready before the clock runs: only tokens count.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { createEngine } from '@colloquy/engine'

import { measure } from './harness/measure.mjs'
import { median } from './harness/median.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    schemas: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
    tokens: { type: 'string', default: '64' },
    threads: { type: 'string', default: '1' },
  },
})
const [file] = positionals
if (file === undefined) throw new Error('Say which file: node structured-decoding.mjs FILE.jsonl')

const engine = await createEngine({
  model: await modelFile(given.model),
  contextSize: 2048,
  parallel: 1,
  threads: Number(given.threads),
})
const [{ id: model }] = await engine.models()

const ratios = []
let valid = 0
let ended = 0
const totals = { free: { cpu: 0, tokens: 0 }, held: { cpu: 0, tokens: 0 } }
for (const { id, schema } of chosen()) {
  const format = { response_format: { type: 'json_schema', json_schema: { name: 'form', schema, strict: true } } }
  try {
    await answer(1, 0, format)
  } catch (error) {
    if (error.code !== 'unsupported_value') throw error
    continue
  }
  await answer(1, 0, {})
  const own = { free: { cpu: 0, tokens: 0 }, held: { cpu: 0, tokens: 0 } }
  for (let round = 0; round < Number(given.rounds); round++) {
    const held = await measure(() => answer(Number(given.tokens), round, format))
    const free = await measure(() => answer(held.result.tokens, round, {}))
    for (const [name, run] of Object.entries({ held, free })) {
      for (const sum of [own[name], totals[name]]) {
        sum.cpu += run.cpu
        sum.tokens += run.result.tokens
      }
    }
    if (held.result.reason === 'stop') {
      ended++
      if (isJson(held.result.text)) valid++
    }
  }
  const ratio = own.held.cpu / own.held.tokens / (own.free.cpu / own.free.tokens)
  ratios.push({ id, ratio })
}
await engine[Symbol.asyncDispose]()

ratios.sort((a, b) => b.ratio - a.ratio)
console.log(`  ${ratios.length} schemas, ${totals.held.tokens} tokens in form, ${totals.free.tokens} free`)
console.log(`  ${ended} answers ended, ${valid} of them JSON`)
console.log(
  `  costliest: ${ratios
    .slice(0, 3)
    .map(({ id, ratio }) => `${id} ${ratio.toFixed(2)}`)
    .join(', ')}`,
)
verdict('median schema against free', median(ratios.map(({ ratio }) => ratio)), { atMost: 1.1 })
verdict('all tokens against free', perToken(totals.held) / perToken(totals.free), { atMost: 1.1 })

function chosen() {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const step = Math.max(1, Math.floor(lines.length / Number(given.schemas)))
  return lines.filter((_, index) => index % step === 0).map((line) => JSON.parse(line))
}

async function answer(tokens, seed, fields) {
  const request = {
    model,
    messages: [{ role: 'user', content: 'Make up a plausible example and write it down in full.' }],
    max_completion_tokens: tokens,
    temperature: 1,
    seed,
    stream: true,
    stream_options: { include_usage: true },
    ...fields,
  }
  let told = { tokens: 0, text: '', reason: null }
  for await (const { choices, usage } of engine.complete(request, { signal: new AbortController().signal })) {
    told = {
      tokens: usage?.completion_tokens ?? told.tokens,
      text: told.text + (choices[0]?.delta.content ?? ''),
      reason: choices[0]?.finish_reason ?? told.reason,
    }
  }
  return told
}

function isJson(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function perToken({ cpu, tokens }) {
  return cpu / tokens
}
