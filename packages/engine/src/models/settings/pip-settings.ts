import { join, posix, win32 } from 'node:path'
import type { Machine } from '../environment.ts'
import { readIfPresent } from './read-if-present.ts'

/** Where the user's pip looks for packages. */
export interface PipSettings {
  /** In the order they are asked. Addresses may hold credentials. */
  readonly indexes: readonly PackageIndex[]
  /** File of further certificate authorities. */
  readonly certificates?: string | undefined
}

/** One index of packages, and whose word it is that it be used. */
export interface PackageIndex {
  readonly url: string
  /** The variable or file that names it, for messages; undefined for the public one. */
  readonly setBy?: string | undefined
}

/**
 * Reads where pip would look: `PIP_INDEX_URL`, `PIP_EXTRA_INDEX_URL` and `PIP_CERT`, then `index-url`,
 * `extra-index-url` and `cert` of pip's configuration files; `[install]` wins over `[global]`, a later file over an
 * earlier one, as in pip.
 */
export async function readPipSettings(machine: Machine): Promise<PipSettings> {
  const files = await readPipFiles(machine)
  const index = setting(machine, files, 'index-url')
  const extra = setting(machine, files, 'extra-index-url')
  const main = index === undefined ? [{ url: publicIndex }] : [{ url: index.value, setBy: index.setBy }]
  const others = (extra?.value.split(/\s+/) ?? []).map((url) => ({ url, setBy: extra?.setBy }))
  return {
    indexes: [...main, ...others].filter(({ url }) => URL.canParse(url)),
    certificates: setting(machine, files, 'cert')?.value,
  }
}

const publicIndex = 'https://pypi.org/simple'

interface Setting {
  readonly value: string
  readonly setBy: string
}

interface PipFile {
  readonly path: string
  readonly values: ReadonlyMap<string, string>
}

function setting(machine: Machine, files: readonly PipFile[], key: string): Setting | undefined {
  const variable = `PIP_${key.toUpperCase().replaceAll('-', '_')}`
  const fromEnvironment = machine.env[variable]?.trim()
  if (fromEnvironment) return { value: fromEnvironment, setBy: variable }
  for (const section of ['install', 'global']) {
    for (const { path, values } of files) {
      const value = values.get(`${section}.${key}`)
      if (value) return { value, setBy: path }
    }
  }
  return undefined
}

/** The files that exist, the one that wins first. */
async function readPipFiles(machine: Machine): Promise<PipFile[]> {
  const named = machine.env['PIP_CONFIG_FILE']
  // pip's own way to say "no configuration files at all".
  if (named === '/dev/null' || named === 'nul') return []
  const paths = [...pipConfigPaths(machine), ...(named ? [named] : [])].toReversed()
  const texts = await Promise.all(paths.map(readIfPresent))
  return paths.flatMap((path, index) => {
    const text = texts[index]
    return text === undefined ? [] : [{ path, values: parsePipConfig(text) }]
  })
}

/** pip's configuration files for this platform: global, user, virtual environment; later ones win. */
export function pipConfigPaths({ env, platform, home }: Machine): string[] {
  const site = env['VIRTUAL_ENV']
  if (platform === 'win32') {
    const programData = env['ProgramData'] ?? env['PROGRAMDATA'] ?? 'C:\\ProgramData'
    const roaming = env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming')
    const user = [win32.join(home, 'pip', 'pip.ini'), win32.join(roaming, 'pip', 'pip.ini')]
    return [win32.join(programData, 'pip', 'pip.ini'), ...user, ...(site ? [join(site, 'pip.ini')] : [])]
  }
  const userConfig = env['XDG_CONFIG_HOME'] || posix.join(home, '.config')
  const user = [posix.join(home, '.pip', 'pip.conf'), posix.join(userConfig, 'pip', 'pip.conf')]
  const inSite = site ? [posix.join(site, 'pip.conf')] : []
  if (platform === 'darwin') {
    const support = '/Library/Application Support/pip/pip.conf'
    return [support, ...user, posix.join(home, support), ...inSite]
  }
  const shared = (env['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':').map((dir) => posix.join(dir, 'pip', 'pip.conf'))
  return [...shared, '/etc/pip.conf', ...user, ...inSite]
}

/**
 * Reads pip's configuration format (Python's configparser): `[section]`, `key = value` or `key: value`,
 * lines that begin with a blank carry the value on, `#` and `;` begin comments. Keys come out as `section.key`.
 */
export function parsePipConfig(text: string): Map<string, string> {
  const values = new Map<string, string>()
  let section = ''
  let key: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue
    const header = /^\[(.+)\]$/.exec(trimmed)?.[1]
    const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(trimmed)
    if (/^\s/.test(line) && key !== undefined) {
      values.set(key, `${values.get(key) ?? ''} ${trimmed}`.trim())
    } else if (header !== undefined) {
      section = header.trim().toLowerCase()
      key = undefined
    } else if (pair !== null) {
      key = `${section}.${pair[1]?.toLowerCase().replaceAll('_', '-')}`
      values.set(key, pair[2] ?? '')
    }
  }
  return values
}
