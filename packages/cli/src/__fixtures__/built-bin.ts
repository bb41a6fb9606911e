/** The real `bin/colloquy.js` with a `dist` made from today's sources, so that its tests need no build before them. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const packageDirectory = fileURLToPath(new URL('../..', import.meta.url))

export interface BuiltBin {
  /** Its HOME. */
  readonly directory: string
  readonly path: string
  start(argv: readonly string[], env?: Record<string, string>): RunningBin
  run(argv: readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<BinResult>
  /** Runs a line of bash in which `colloquy` is the bin; the arguments are `$1` and so on. */
  shell(line: string, ...argv: readonly string[]): Promise<BinResult>
  remove(): Promise<void>
}

interface RunningBin {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  readonly result: Promise<BinResult>
}

interface BinResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export async function buildBin(options: { readonly dist?: boolean } = {}): Promise<BuiltBin> {
  const directory = await mkdtemp(join(tmpdir(), 'colloquy-bin-'))
  const path = join(directory, 'bin', 'colloquy.js')
  await cp(join(packageDirectory, 'bin'), join(directory, 'bin'), { recursive: true })
  await cp(join(packageDirectory, 'package.json'), join(directory, 'package.json'))
  if (options.dist !== false) await bundle(join(directory, 'dist'))
  const start = (argv: readonly string[], env: Record<string, string> = {}): RunningBin => {
    const child = spawn(process.execPath, [path, ...argv], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: directory, ...env },
    })
    return { child, result: collect(child) }
  }
  return {
    directory,
    path,
    start,
    run(argv, { input = '', env } = {}) {
      const { child, result } = start(argv, env)
      // A command that reads no input may be gone before it is written.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
      return result
    },
    shell(line, ...argv) {
      const script = `colloquy() { ${quoted(process.execPath)} ${quoted(path)} "$@"; }; ${line}`
      return collect(
        spawn('bash', ['-c', script, 'bash', ...argv], {
          stdio: ['pipe', 'pipe', 'pipe'],
          env: { ...process.env, HOME: directory },
        }),
      )
    },
    async remove() {
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

async function bundle(outdir: string): Promise<void> {
  await build({
    entryPoints: [join(packageDirectory, 'src', 'main.ts'), join(packageDirectory, 'src', 'process-io.ts')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    // Tests of the bin ask endpoints: the engine has tests of its own, and is a native library besides.
    external: ['@colloquy/engine'],
    logLevel: 'silent',
  })
}

async function collect(child: RunningBin['child']): Promise<BinResult> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      resolve({ exitCode, signal, stdout, stderr })
    })
  })
}
