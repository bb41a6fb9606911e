import { join } from 'node:path'
import type { Environment, Machine } from '../environment.ts'
import { readIfPresent } from './read-if-present.ts'

/** Where the user's npm looks for packages, and with which credentials. */
export class NpmSettings {
  readonly #values: ReadonlyMap<string, Setting>

  constructor(values: ReadonlyMap<string, Setting>) {
    this.#values = values
  }

  /** The registry of a package: that of its scope, else the general one. */
  registryOf(packageName: string): Registry {
    const scope = packageName.startsWith('@') ? packageName.slice(0, packageName.indexOf('/')) : undefined
    const chosen = (scope && this.#values.get(`${scope}:registry`)) || this.#values.get('registry')
    const url = chosen !== undefined && URL.canParse(chosen.value) ? chosen : undefined
    return { url: withSlash(url?.value ?? publicRegistry), setBy: url?.setBy }
  }

  /**
   * The `authorization` header for an address: the credentials stored for the longest leading part of it.
   * npm stores them by address without scheme (`//host/path/:_authToken`), so that no other host ever gets them.
   */
  authorizationFor(address: string): string | undefined {
    const { host, pathname } = new URL(address)
    const folders = pathname.split('/').slice(1, -1)
    for (let count = folders.length; count >= 0; count--) {
      const prefix = `//${host}/${folders
        .slice(0, count)
        .map((folder) => `${folder}/`)
        .join('')}`
      const found = this.#credentials(prefix)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** File of further certificate authorities. */
  get certificates(): string | undefined {
    return this.#values.get('cafile')?.value
  }

  #credentials(prefix: string): string | undefined {
    const value = (key: string): string | undefined => this.#values.get(`${prefix}:${key}`)?.value
    const token = value('_authToken')
    if (token) return `Bearer ${token}`
    const basic = value('_auth')
    if (basic) return `Basic ${basic}`
    const user = value('username')
    const password = value('_password')
    if (!user || !password) return undefined
    // npm stores the password in base64.
    const pair = `${user}:${Buffer.from(password, 'base64').toString('utf8')}`
    return `Basic ${Buffer.from(pair).toString('base64')}`
  }
}

/** A registry of npm packages; its address ends with a slash. */
export interface Registry {
  readonly url: string
  /** The variable or file that names it, for messages; undefined for the public one. */
  readonly setBy: string | undefined
}

interface Setting {
  readonly value: string
  readonly setBy: string
}

const publicRegistry = 'https://registry.npmjs.org/'

/** Reads npm's settings: `npm_config_*` variables, then `.npmrc` of the current directory, of the user, of the machine. */
export async function readNpmSettings(machine: Machine): Promise<NpmSettings> {
  const { env, home, cwd } = machine
  const values = new Map<string, Setting>()
  const files = [
    npmVariable(env, 'globalconfig'),
    npmVariable(env, 'userconfig') ?? join(home, '.npmrc'),
    join(cwd, '.npmrc'),
  ].filter((path) => path !== undefined)
  for (const path of files) {
    const text = await readIfPresent(path)
    for (const [key, value] of parseNpmrc(text ?? '', env)) values.set(key, { value, setBy: path })
  }
  for (const [name, value] of Object.entries(env)) {
    const key = /^npm_config_(.+)$/i.exec(name)?.[1]
    if (key === undefined || !value) continue
    // Keys of scopes and hosts keep their case and underscores.
    const plain = /^[@/]/.test(key) ? key : key.toLowerCase().replaceAll('_', '-')
    values.set(plain, { value, setBy: name })
  }
  return new NpmSettings(values)
}

/** Reads an `.npmrc`: `key = value`, comments with `;` or `#`, `${VARIABLE}` put in from the environment. */
export function parseNpmrc(text: string, env: Environment): Map<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    const equals = trimmed.indexOf('=')
    if (equals === -1 || /^[;#]/.test(trimmed)) continue
    const raw = trimmed.slice(equals + 1).trim()
    const unquoted = /^(["'])(.*)\1$/.exec(raw)?.[2] ?? raw
    const value = unquoted.replaceAll(/\$\{([^}?]+)(\?)?\}/g, (whole, name: string, optional?: string) => {
      return env[name] ?? (optional === undefined ? whole : '')
    })
    values.set(trimmed.slice(0, equals).trim(), value)
  }
  return values
}

function npmVariable(env: Environment, key: string): string | undefined {
  return env[`npm_config_${key}`] || env[`NPM_CONFIG_${key.toUpperCase()}`] || undefined
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
