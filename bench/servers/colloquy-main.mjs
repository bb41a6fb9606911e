import { createEngine } from '@colloquy/engine'
import { createHandler, serveNode } from '@colloquy/server'

// The process that `colloquy.mjs` starts and measures.
const { model, contextSize, batchSize, threads, parallel } = JSON.parse(process.argv[2])
const engine = await createEngine({ model, contextSize, batchSize, threads, parallel })
const { url } = await serveNode(createHandler(engine), { port: 0 })
process.send({ baseURL: `${url}/v1`, model: engine.info.model })
