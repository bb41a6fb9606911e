/** The program that is killed: a server whose answers are scripted and whose store is real. */
import { createHandler, openStore, serveNode } from '@colloquy/server'
import { scriptedBackend } from 'colloquy/testing'

const [address = 'memory'] = process.argv.slice(2)
const backend = scriptedBackend(({ messages }) => `You said ${JSON.stringify(messages[0]?.content)}.`)
const server = await serveNode(createHandler(backend, { store: await openStore(address) }), { port: 0 })
process.stdout.write(`${server.url}\n`)
