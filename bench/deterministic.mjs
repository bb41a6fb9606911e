// What do answers cost that don't depend on other requests, against answers that are evaluated together?
//
//   node deterministic.mjs [--model file.gguf] [--rounds 3] [--tokens 48] [--threads 1]
import { parseArgs } from 'node:util'

import { prepare } from './contenders/engine.mjs'
import { alternate, medianRatio } from './harness/alternate.mjs'
import { measure } from './harness/measure.mjs'
import { modelFile } from './harness/model-file.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: {
    model: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    tokens: { type: 'string', default: '48' },
    threads: { type: 'string', default: '1' },
  },
})

const sizes = { model: await modelFile(given.model), contextSize: 512, batchSize: 512, threads: Number(given.threads) }
const tokens = Number(given.tokens)

// Alone nothing is gained by batching and so nothing lost; with others each token costs what one alone does.
for (const [parallel, atMost] of [
  [1, 1.1],
  [4, 2],
  [16, 4],
]) {
  const together = await prepare({ ...sizes, parallel, tokens })
  const apart = await prepare({ ...sizes, parallel, tokens, deterministic: true })
  const contenders = [
    { name: 'together', run: (round) => measure(() => together.run(round)) },
    { name: 'apart', run: (round) => measure(() => apart.run(round)) },
  ]
  const results = await alternate(contenders, { rounds: Number(given.rounds) })
  const ratio = medianRatio(results.apart, results.together, ({ cpu, result }) => cpu / result.tokens)
  verdict(`a deterministic token with ${parallel} at a time against one evaluated together`, ratio, { atMost })
  await together.close()
  await apart.close()
}
