// Serves a model of this process over OpenAI's API, until Ctrl-C; a key and a store beside it.
//
//   node examples/serve-the-engine.mjs

import { once } from 'node:events'
import { createEngine } from '@colloquy/engine'
import { createHandler, openStore, serveNode } from '@colloquy/server'

const engine = await createEngine({ model: process.env['MODEL'] ?? 'smollm2:135m' })
const handler = createHandler(engine, {
  apiKeys: [process.env['API_KEY'] ?? 'a-key-of-mine'],
  store: await openStore('memory'),
})
const server = await serveNode(handler, { port: Number(process.env['PORT'] ?? 8080) })
console.log(`Serving ${server.url}/v1`)

await once(process, 'SIGINT')
// The answers that run come to their end first.
await server.close()
await engine.close()
