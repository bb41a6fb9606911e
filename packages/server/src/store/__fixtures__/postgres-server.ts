/** A Postgres of the tests' own, in a directory of its own, on a socket alone. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface PostgresServer extends AsyncDisposable {
  /** The address of a new, empty database. */
  database(): string
}

/** Where Debian keeps the programs, newest first; undefined where there is no Postgres. */
export function postgresPrograms(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

/** Starts one; it takes about a second, and what it wrote is gone when it is disposed of. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), 'colloquy-pg-'))
  // Postgres refuses to run as root, so root lends it to nobody.
  const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  if (account.uid !== undefined) chownSync(directory, account.uid, account.gid)
  const data = join(directory, 'data')
  const options = { ...account, cwd: directory, env: { LC_ALL: 'C.UTF-8', PATH: process.env['PATH'] } }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'colloquy', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...options,
    stdio: 'ignore',
  })
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', directory, '-c', 'listen_addresses='], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(server, 'exit')
  const lines: string[] = []
  const ready = (async () => {
    for await (const line of createInterface(server.stderr)) {
      lines.push(line)
      if (line.includes('ready to accept connections')) return true
    }
    return false
  })()
  if (!(await ready)) throw new Error(`Postgres did not start: ${lines.join('\n')}`)
  server.stderr.resume()
  let databases = 0
  return {
    database() {
      const name = `test${++databases}`
      execFileSync(join(bin, 'createdb'), ['-h', directory, '-U', 'colloquy', name], { ...options, stdio: 'ignore' })
      return `postgres://colloquy@localhost/${name}?host=${encodeURIComponent(directory)}`
    },
    async [Symbol.asyncDispose]() {
      server.kill('SIGINT')
      await exited
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
