import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

const running = new Set()
process.once('exit', () => {
  for (const stop of running) stop()
})

/**
 * Starts a process and waits until it answers; `base` is where its `/v1` lies, `headers` what it wants beside the body.
 * `store` is where colloquy keeps things.
 */
export async function startGateway(name, upstream, { store = 'none' } = {}) {
  const { command, args, port, headers = {}, env = {} } = await gateways[name](upstream, store)
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } })
  const stop = () => child.kill('SIGKILL')
  running.add(stop)
  child.once('exit', () => running.delete(stop))
  let text = ''
  const told = new Promise((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      text += piece
      const [, found] = /(?:listening on |API +http:\/\/127\.0\.0\.1:)(\d+)/.exec(text) ?? []
      if (found) resolve(Number(found))
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}.`)))
  })
  told.catch(() => undefined)
  const base = `http://127.0.0.1:${port ?? (await told)}`
  await answering(`${base}/v1/chat/completions`, headers)
  return { name, base, headers, pid: child.pid, stop }
}

const colloquyBin = here('../../packages/cli/bin/colloquy.js')
const portkeyBin = here('../node_modules/@portkey-ai/gateway/build/start-server.js')

const gateways = {
  upstream: async (port = '0') => ({ command: 'node', args: [here('instant-upstream.mjs'), port] }),
  'bare node': async (upstream) => ({ command: 'node', args: [here('bare-node.mjs'), upstream] }),
  'bare hono': async (upstream) => ({ command: 'node', args: [here('bare-hono.mjs'), upstream] }),
  colloquy: async (upstream, store) => ({
    command: 'node',
    args: [
      colloquyBin,
      'serve',
      '--port',
      '0',
      '--store',
      store,
      ...[upstream].flat().map((each) => `--upstream=${each}/v1`),
    ],
  }),
  portkey: async (upstream) => {
    const port = await freePort()
    const headers = {
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${upstream}/v1`,
      authorization: 'Bearer k',
    }
    // Its console page and log are switched off: they are not part of handing requests on.
    return {
      command: 'node',
      args: [portkeyBin, `--port=${port}`, '--headless'],
      port,
      headers,
      env: { TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
    }
  },
  litellm: async (upstream) => {
    const port = await freePort()
    const config = path.join(mkdtempSync(path.join(tmpdir(), 'litellm-')), 'config.yaml')
    const model = { model: 'openai/m', api_base: `${upstream}/v1`, api_key: 'k' }
    writeFileSync(config, JSON.stringify({ model_list: [{ model_name: 'm', litellm_params: model }] }))
    const args = ['--config', config, '--port', String(port), '--host', '127.0.0.1', '--telemetry', 'False']
    // It asks nobody for a key here, like the others.
    const env = {
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      LITELLM_LOG: 'ERROR',
      LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY: 'true',
    }
    return { command: process.env.LITELLM ?? 'litellm', args, port, env }
  },
}

/** Whether a rival is installed; colloquy and the floors always are. */
export function isInstalled(name) {
  if (name === 'portkey') return existsSync(portkeyBin)
  if (name !== 'litellm') return true
  const paths = process.env.LITELLM
    ? [process.env.LITELLM]
    : process.env.PATH.split(':').map((dir) => path.join(dir, 'litellm'))
  return paths.some((each) => existsSync(each))
}

async function answering(url, headers) {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    }).catch(() => undefined)
    const text = await answer?.text()
    if (answer?.ok) return
    if (attempt === 599) throw new Error(`${url} does not answer: ${text}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
