import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Starts llama.cpp's own server (`binary`) with the same model, threads, batch and room as the engine has. Its cache of
 * prompts in main memory is off: it only costs it time here, where conversations never come back after they were displaced.
 */
export async function start({ binary, model, contextSize, batchSize, threads, parallel }) {
  const port = await freePort()
  const flags = {
    model,
    host: '127.0.0.1',
    port,
    parallel,
    'ctx-size': contextSize * parallel,
    'batch-size': batchSize,
    'ubatch-size': batchSize,
    threads,
    'threads-batch': threads,
    'cache-ram': 0,
  }
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(binary, [...args, '--no-kv-unified', '--jinja'], { stdio: 'ignore' })
  const baseURL = `http://127.0.0.1:${port}`
  while (!(await isReady(baseURL))) {
    const ending = child.exitCode ?? child.signalCode
    if (ending !== null) throw new Error(`${binary} ended: ${ending}.`)
    await delay(100)
  }
  return {
    baseURL: `${baseURL}/v1`,
    model: 'llama-server',
    pid: child.pid,
    close: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function isReady(baseURL) {
  const response = await fetch(`${baseURL}/health`).catch(() => undefined)
  return response?.ok === true
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
