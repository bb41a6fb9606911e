/** The settings file: what holds for every command unless a flag or a variable says otherwise. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { isRecord } from '../is-record.ts'
import { ownDirectory } from './own-directory.ts'

/** Every setting. A profile has the same ones under a name. */
export const settings = ['model', 'base-url', 'api-key-env', 'system', 'log'] as const

/** One of them. */
export type SettingName = (typeof settings)[number]

/** Settings that are set. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>

/** The whole file. */
export interface Config extends Settings {
  readonly profiles?: Readonly<Record<string, Settings>>
}

/** Where settings are kept: COLLOQUY_SETTINGS, or `settings.toml` in the system's place for them. */
export function configPath(env: Environment): string {
  return env['COLLOQUY_SETTINGS'] || join(ownDirectory('settings', env), 'settings.toml')
}

/** The file as it is; undefined where there is none that can be read. */
export function readConfigText(env: Environment): Promise<string | undefined> {
  return readFile(configPath(env), 'utf8').catch(() => undefined)
}

/** Reads the file; without one everything is unset. Throws UsageError that names what is wrong in it. */
export async function readConfig(env: Environment): Promise<Config> {
  const path = configPath(env)
  const text = await readConfigText(env)
  if (text === undefined) return {}
  // Loaded only where there is a file: most have none, and it would cost every question 30 ms.
  const { parse } = await import('smol-toml')
  let value: Readonly<Record<string, unknown>>
  try {
    value = parse(text)
  } catch (error) {
    throw fault(`${path} is not TOML: ${error instanceof Error ? error.message : 'it cannot be read'}.`)
  }
  const { profiles, ...own } = value
  if (profiles === undefined) return checked(own, path)
  if (!isRecord(profiles)) throw fault(`"profiles" in ${path} must be a table.`)
  const named = Object.entries(profiles).map(([name, profile]) => {
    if (!isRecord(profile)) throw fault(`The profile "${name}" in ${path} must be a table.`)
    return [name, checked(profile, path)] as const
  })
  return { ...checked(own, path), profiles: Object.fromEntries(named) }
}

/** Tells whether there is a setting of this name. */
export function isSetting(name: string): name is SettingName {
  return (settings as readonly string[]).includes(name)
}

function checked(values: Readonly<Record<string, unknown>>, path: string): Settings {
  const entries = Object.entries(values).map(([name, value]) => {
    if (!isSetting(name))
      throw fault(`${path} sets "${name}", which is not a setting.`, `The settings are ${settings.join(', ')}.`)
    if (typeof value !== 'string') throw fault(`"${name}" in ${path} must be text.`)
    return [name, value] as const
  })
  return Object.fromEntries(entries)
}

function fault(message: string, advice?: string): UsageError {
  return new UsageError(message, { command: 'config', advice })
}
