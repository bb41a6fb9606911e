// How many tokens does the engine make per second of CPU time, against the bare loops it could at best match?
//
//   node decode-throughput.mjs [--model file.gguf] [--rounds 7] [--tokens 128] [--threads 1]
import { parseArgs } from 'node:util'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { contenderProcess } from './harness/contender-process.mjs'
import { median } from './harness/median.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    tokens: { type: 'string', default: '128' },
    // With more threads than idle cores llama.cpp's threads spin while they wait for each other, and CPU time tells
    // nothing any more.
    threads: { type: 'string', default: '1' },
    contenders: { type: 'string', default: 'engine,node-llama-cpp,addon' },
  },
})

const model = await modelFile(given.model)
const names = given.contenders.split(',')

for (const parallel of [1, 4]) {
  const options = {
    model,
    contextSize: 1024,
    batchSize: 512,
    threads: Number(given.threads),
    parallel,
    tokens: Number(given.tokens),
  }
  const contenders = await Promise.all(names.map((name) => contenderProcess(name, options)))
  const results = await alternate(contenders, { rounds: Number(given.rounds) })
  for (const contender of contenders) await contender.close()

  console.log(
    `\n${parallel} in flight, tokens per CPU second (median of ${given.rounds} rounds; per second of wall time)`,
  )
  for (const name of names) {
    const speed = median(results[name].map(({ wall, result }) => result.tokens / (wall / 1000)))
    console.log(`  ${name.padEnd(15)} ${median(results[name].map(rate)).toFixed(1)}  (${speed.toFixed(1)})`)
  }
  const [own, ...floors] = names
  for (const floor of floors) {
    verdict(`${own} against ${floor}, ${parallel} in flight`, medianRatio(results[own], results[floor], rate), {
      atLeast: floor === 'node-llama-cpp' ? 0.97 : 0.95,
    })
  }
  const same = results[own].filter(({ result }, round) =>
    floors.every((floor) => results[floor][round].result.texts.join() === result.texts.join()),
  )
  console.log(`  all contenders said the same in ${same.length} of ${given.rounds} rounds`)
}

function rate({ cpu, result }) {
  return result.tokens / (cpu / 1000)
}
