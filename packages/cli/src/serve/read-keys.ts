import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { readFlagFile } from '../arguments/read-flag-file.ts'

/** The keys that callers may bring, and what to write for one in a command: never the key itself. */
export interface ServerKeys {
  readonly values: readonly string[]
  /** How many came from where: the variable's name or the file's path. */
  readonly sources: readonly { readonly count: number; readonly source: string }[]
  /** A word of a shell that becomes a key; undefined where no key is asked for. */
  readonly shellWord: string | undefined
}

/** Reads `COLLOQUY_API_KEY` and the lines of a file. Throws UsageError where the file has no key. */
export async function readKeys(file: string | undefined, env: Environment): Promise<ServerKeys> {
  const own = env['COLLOQUY_API_KEY']?.trim() ?? ''
  const fromFile = file === undefined ? [] : await readKeyFile(file)
  const values = [...(own === '' ? [] : [own]), ...fromFile]
  for (const key of values) checkKey(key)
  const sources = [
    ...(own === '' ? [] : [{ count: 1, source: 'COLLOQUY_API_KEY' }]),
    ...(file === undefined ? [] : [{ count: fromFile.length, source: file }]),
  ]
  if (own !== '') return { values, sources, shellWord: '$COLLOQUY_API_KEY' }
  return {
    values,
    sources,
    shellWord: file === undefined ? undefined : `$(grep -om1 '[[:graph:]]\\+' '${file.replaceAll("'", "'\\''")}')`,
  }
}

async function readKeyFile(file: string): Promise<readonly string[]> {
  const text = await readFlagFile('--api-key-file', file, 'serve')
  const keys = text.split(/\r?\n/u).map((line) => line.trim())
  const present = keys.filter((line) => line !== '')
  if (present.length > 0) return present
  throw new UsageError(`--api-key-file ${file} has no key in it.`, {
    command: 'serve',
    advice: 'Write one key per line.',
  })
}

// The key is not repeated: what is wrong with it may be that it is another secret.
function checkKey(key: string): void {
  if (/^[\x21-\x7e]+$/u.test(key)) return
  throw new UsageError('A key contains a space or a character outside ASCII, which a header cannot carry.', {
    command: 'serve',
    advice: 'Make one with: openssl rand -hex 32.',
  })
}
