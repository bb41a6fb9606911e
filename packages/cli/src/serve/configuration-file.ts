import { readFile } from 'node:fs/promises'
import { UsageError } from '../arguments/usage-error.ts'

/** What a configuration file sets: texts as the flags of the same names take them. */
export interface ConfigurationFile {
  readonly path: string
  readonly values: Readonly<Record<string, readonly string[]>>
}

/**
 * Reads a TOML file whose keys are the flags of `colloquy serve`. Lists stand for flags given several times; upstreams
 * may be tables (`[[upstream]]` with `url`, `weight`, `key-env` …), aliases and fallbacks a table each. Throws
 * UsageError for what cannot be read, with line and column.
 */
export async function readConfigurationFile(path: string): Promise<ConfigurationFile> {
  const [{ parse }, text] = await Promise.all([import('smol-toml'), readText(path)])
  let document: Record<string, unknown>
  try {
    document = parse(text)
  } catch (error) {
    // smol-toml appends the lines around the fault, which may hold anything.
    const [message = 'not TOML'] = (error instanceof Error ? error.message : '').split('\n')
    throw new UsageError(`${path} is not valid TOML${placeOf(error)}: ${message}`, { command: 'serve' })
  }
  const values = Object.entries(document).map(([key, value]) => [key, textsOf(path, key, value)] as const)
  return { path, values: Object.fromEntries(values) }
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`--config ${path} cannot be read: ${cause.code ?? 'failed'}.`, { command: 'serve' })
  })
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error) || !('line' in error) || !('column' in error)) return ''
  return ` (line ${String(error.line)}, column ${String(error.column)})`
}

function textsOf(path: string, key: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => textsOf(path, key, each))
  if (['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return [String(value)]
  if (!isTable(value))
    throw new UsageError(`${path}: "${key}" has a value that cannot be used here.`, { command: 'serve' })
  if (key === 'upstream') return [upstreamText(path, value)]
  return Object.entries(value).map(([name, to]) => `${name}=${textsOf(path, key, to).join(',')}`)
}

function upstreamText(path: string, { url, ...parts }: Record<string, unknown>): string {
  if (typeof url !== 'string') throw new UsageError(`${path}: an "upstream" has no "url".`, { command: 'serve' })
  const texts = Object.entries(parts).map(([name, value]) => `${name}=${[value].flat().join('|')}`)
  return [url, ...texts].join(',')
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}
