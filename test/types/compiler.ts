import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url).pathname

/** Finds a TypeScript of a certain version, or installs it out of the way; undefined where the registry is out of reach. */
export async function compiler(version: string): Promise<string | undefined> {
  const folder = `${root}node_modules/.cache/compilers/${version}`
  const bin = `${folder}/node_modules/typescript/bin/tsc`
  if (existsSync(bin)) return bin
  const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=0']
  await run('npm', ['install', ...options, `typescript@${version}`], { timeout: 60_000 }).catch(() => undefined)
  return existsSync(bin) ? bin : undefined
}

/** Runs a compiler and gives what it prints, errors or not. */
export async function compile(bin: string, ...options: string[]): Promise<string> {
  const printed = await run(process.execPath, [bin, ...options], { cwd: root }).catch((error: unknown) => {
    if (error instanceof Error && 'stdout' in error) return { stdout: String(error.stdout) }
    throw error
  })
  return printed.stdout
}

/** The compiler this repository is built with. */
export const ownCompiler: string = `${root}node_modules/typescript/bin/tsc`
