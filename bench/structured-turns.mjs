// How long does compiling a schema make all other answers wait?
//
//   node bench/structured-turns.mjs FILE.jsonl [--every 1] [--model file.gguf]
//
// FILE holds one case a line with a `schema`, as structured-maskbench.mjs reads them. An engine is asked for one token in
// the form of each, and in forms made to be hard. Told is the longest turn of the main thread meanwhile, in which no token
// of any other answer could pass, beside that of an answer of any form; first of all in a process that has compiled nothing.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

import { createEngine } from '@colloquy/engine'

import { longestTurn } from './harness/longest-turn.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' }, model: { type: 'string' } },
})
const [file] = positionals
if (file === undefined) throw new Error('Say which file: node bench/structured-turns.mjs FILE.jsonl')

const bar = 12

const engine = await createEngine({ model: await modelFile(given.model), contextSize: 512, parallel: 1, threads: 1 })
const [{ id: model }] = await engine.models()
const { signal } = new AbortController()

for (const name of ['the first answer', 'the second']) row(name, await ask(undefined))
const turns = []
for (const [name, schema] of hardForms()) turns.push(row(name, await shortestOf(3, schema)))
const lines = readFileSync(file, 'utf8').trim().split('\n')
const real = []
for (let index = 0; index < lines.length; index += Number(given.every)) {
  const { id, schema } = JSON.parse(lines[index])
  real.push({ id, ...(await shortestOf(3, schema)) })
}
real.sort((a, b) => a.longest - b.longest)
const at = (share) => real[Math.min(real.length - 1, Math.floor(real.length * share))]
for (const share of [0.5, 0.9, 0.99, 1]) row(`${real.length} real schemas, ${share * 100} of 100 within`, at(share))
verdict('ms of CPU in the longest turn', Math.max(...turns, at(1).longest), { atMost: bar })
await engine.close()

/** Garbage is collected when it is: what takes long is asked for again, in a form that is not kept, and the shortest counts. */
async function shortestOf(times, schema) {
  const told = await ask({ ...schema, $comment: `${times}` })
  if (times === 1 || told.longest < bar / 2) return told
  const again = await shortestOf(times - 1, schema)
  return again.longest < told.longest ? again : told
}

function ask(schema) {
  const form =
    schema === undefined ? {} : { response_format: { type: 'json_schema', json_schema: { name: 'form', schema } } }
  const request = { model, messages: [{ role: 'user', content: 'Hello' }], max_completion_tokens: 1, ...form }
  return longestTurn(async () => {
    const began = performance.now()
    try {
      for await (const _ of engine.complete(request, { signal }));
      return 'answered'
    } catch (error) {
      if (error.status !== 400) throw error
      return `refused in ${(performance.now() - began).toFixed(0)} ms`
    }
  })
}

function row(name, { longest, value, id = '' }) {
  console.log(`${longest.toFixed(1).padStart(7)} ms  ${name}: ${value} ${id}`)
  return longest
}

function hardForms() {
  const many = (count, make) => Array.from({ length: count }, (_, index) => make(index))
  const members = (count, make) => Object.fromEntries(many(count, (index) => [`member ${index}`, make(index)]))
  const pairs = many(40, (index) => ({
    anyOf: [{ required: [`a${index}`] }, { properties: { [`b${index}`]: { type: 'null' } }, required: [`b${index}`] }],
  }))
  return [
    ['a pattern that counts', { type: 'string', pattern: '^((a{1,300}b){1,300}c){1,300}$' }],
    ['a pattern that remembers', { type: 'string', pattern: '^(.*a.{20}){3}$' }],
    ['choices multiplied', { allOf: pairs }],
    ['choices that exclude each other', { oneOf: pairs }],
    [
      'conditions on conditions',
      { allOf: many(60, (i) => ({ if: { required: [`a${i}`] }, else: { required: [`b${i}`] } })) },
    ],
    [
      'keys cut by patterns',
      { patternProperties: Object.fromEntries(many(60, (i) => [`.*${i}.*${i + 7}`, { const: i }])) },
    ],
    ['steps of a millionth', { multipleOf: 0.000_001_234_567 }],
    ['words by the thousand', { enum: many(20_000, (index) => `word number ${index}`) }],
    ['members by the thousand', { properties: members(5000, () => ({ type: 'string' })) }],
    ['lists of up to 2,000 items', { properties: members(10, (i) => ({ maxItems: 1999, items: { const: i } })) }],
    ['a hundred such lists', { properties: members(100, (i) => ({ maxItems: 1999, items: { const: i } })) }],
  ]
}
