import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlink } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Colloquy } from 'colloquy'
import { build } from 'esbuild'
import { temporaryPath } from '../support/temporary-path.ts'

/** How hard the store is tried. */
export interface KillNineOptions {
  /** Address of the store; every life of the server uses the same. */
  readonly store: string
  /** How often the server is killed. */
  readonly kills: number
  /** Acknowledged completions before each kill. */
  readonly completionsPerLife: number
}

/** What came of it. */
export interface KillNineReport {
  /** Completions whose last chunk, or whole body, had come. */
  readonly acknowledged: number
  /** Of these, those that the last server does not have, or has otherwise. */
  readonly lost: readonly string[]
}

/**
 * Asks a server for completions to keep, four at a time, half of them streamed; kills it with SIGKILL while some are
 * under way; starts it again on the same store. In the end looks for everything that was acknowledged.
 */
export async function killNine({ store, kills, completionsPerLife }: KillNineOptions): Promise<KillNineReport> {
  const program = await bundle()
  const acknowledged = new Map<string, string>()
  for (let life = 0; life < kills; life++) {
    const { url, child } = await start(program, store)
    const enough = acknowledged.size + completionsPerLife
    const askers = Array.from({ length: 4 }, async (_, asker) => {
      const client = new Colloquy({ baseURL: `${url}/v1`, apiKey: '', maxRetries: 0 })
      for (let turn = 0; child.signalCode === null; turn++) {
        const question = `${life}/${asker}/${turn}`
        const id = await ask(client, question).catch(() => undefined)
        if (id !== undefined) acknowledged.set(id, question)
        // The other three are in the middle of theirs.
        if (acknowledged.size >= enough) child.kill('SIGKILL')
      }
    })
    await Promise.all([...askers, once(child, 'exit')])
  }
  const { url, child } = await start(program, store)
  const lost: string[] = []
  for (const [id, question] of acknowledged) {
    const response = await fetch(`${url}/v1/chat/completions/${id}`)
    if (!(await response.text()).includes(JSON.stringify(`You said "${question}".`))) lost.push(id)
  }
  child.kill('SIGKILL')
  return { acknowledged: acknowledged.size, lost }
}

/** The id of the completion, once the server has said that it is whole. */
async function ask(client: Colloquy, question: string): Promise<string> {
  const messages = [{ role: 'user' as const, content: question }]
  const request = { model: 'scripted', messages, store: true, metadata: { question } }
  if (Number(question.split('/').at(-1)) % 2 === 0) return (await client.chat.createChatCompletion(request)).id
  const stream = await client.chat.createChatCompletion({ ...request, stream: true })
  for await (const { id, choices } of stream) if (choices[0]?.finish_reason === 'stop') return id
  throw new Error('The stream ended before the answer did.')
}

async function start(program: string, store: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [program, store], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const url of createInterface(child.stdout)) return { url, child }
  throw new Error('The server did not start: its store did not open.')
}

/** Plain JavaScript beside the installed packages, since Node 20 runs no TypeScript. */
async function bundle(): Promise<string> {
  const outfile = temporaryPath('kept-server.mjs')
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), temporaryPath('node_modules'))
  await build({
    entryPoints: [fileURLToPath(new URL('kept-server.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    // They find their binaries by their own place.
    external: ['libsql', 'postgres'],
    logLevel: 'silent',
  })
  return outfile
}
