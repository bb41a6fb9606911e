import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Starts a Colloquy server with the embedded engine in a process of its own, on a port of its own. */
export async function start(options) {
  const child = fork(fileURLToPath(new URL('colloquy-main.mjs', import.meta.url)), [JSON.stringify(options)])
  const [{ baseURL, model }] = await once(child, 'message')
  return {
    baseURL,
    model,
    pid: child.pid,
    close: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}
