/** What the machine itself has to offer. */
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { arch, freemem, homedir, platform, totalmem } from 'node:os'
import { modelsDirectory } from '@colloquy/engine/models'
import { byteSize } from '../terminal/quantity.ts'
import { type Examination, reasonOf } from './examination.ts'

export const machineExaminations: readonly Examination[] = [
  {
    name: 'node',
    async run() {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
      const says = `Node ${process.versions.node} on ${platform()} ${arch()}`
      const old = major < 20 || (major === 20 && minor < 19)
      return old
        ? { state: 'wrong', says, mend: 'Install Node 20.19 or later: https://nodejs.org' }
        : { state: 'good', says }
    },
  },
  {
    name: 'memory',
    async run({ io }) {
      const { catalog, defaultModel, memoryNeed } = await io.loadModels()
      const entry = catalog.find(({ name }) => name === defaultModel)
      const needs = entry ? memoryNeed({ fileSize: entry.size, kvBytesPerToken: entry.kvBytesPerToken }) : 0
      const says = `${byteSize(freemem())} of ${byteSize(totalmem())} memory are free`
      if (freemem() >= needs) return { state: 'good', says }
      return {
        state: 'wrong',
        says: `${says}; ${defaultModel} needs ${byteSize(needs)}`,
        mend: 'End other programs, or ask an endpoint: --base-url URL',
      }
    },
  },
  {
    name: 'disk',
    async run({ io }) {
      const directory = modelsDirectory(io.env)
      const facts = await statfs(directory).catch(() => statfs(homedir()))
      const free = facts.bavail * facts.bsize
      const says = `${byteSize(free)} are free for models in ${directory}`
      if (free >= 2_000_000_000) return { state: 'good', says }
      return {
        state: 'wrong',
        says,
        mend: 'Delete a model (colloquy rm NAME), or name another directory in COLLOQUY_MODELS',
      }
    },
  },
  {
    name: 'port',
    async run() {
      const problem = await listenOnce(8080)
      if (problem === undefined) return { state: 'good', says: 'Port 8080 is free for colloquy serve' }
      return {
        state: 'worth knowing',
        says: `Port 8080 cannot be used: ${problem}`,
        mend: 'colloquy serve --port 8081',
      }
    },
  },
]

function listenOnce(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(reasonOf(error)))
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve(undefined))
    })
  })
}
