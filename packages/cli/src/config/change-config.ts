/** Writes the settings file anew. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { type Config, configPath, isSetting, readConfig, type SettingName, type Settings, settings } from './config.ts'

/**
 * The setting that a name means: `work.model` is one of the profile `work`. Throws UsageError for an unknown setting.
 */
export function parseSetting(name: string): { readonly profile: string | undefined; readonly setting: SettingName } {
  const dot = name.indexOf('.')
  const profile = dot < 0 ? undefined : name.slice(0, dot)
  const setting = name.slice(dot + 1)
  if (isSetting(setting)) return { profile, setting }
  throw fault(`"${setting}" is not a setting.`)
}

/** Sets it, or unsets it without a value. Throws UsageError for an unknown setting, and for a value it cannot have. */
export async function changeConfig(env: Environment, name: string, value: string | undefined): Promise<void> {
  const { stringify } = await import('smol-toml')
  await writeConfig(env, stringify(plain(change(await readConfig(env), name, value))))
}

/** Puts this text in place of the file, readable by its owner alone. */
export async function writeConfig(env: Environment, text: string): Promise<void> {
  const path = configPath(env)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, text, { mode: 0o600 })
}

function change(all: Config, name: string, value: string | undefined): Config {
  const { profile, setting } = parseSetting(name)
  if (setting === 'log' && value !== undefined && value !== 'on' && value !== 'off') throw fault('log is on or off.')
  if (setting === 'api-key-env' && value !== undefined && !/^[A-Za-z_]\w*$/u.test(value)) {
    // Not repeated: a text that is not a name is likely to be the key itself.
    throw fault('api-key-env is the name of a variable that holds the key, such as WORK_KEY, never the key itself.')
  }
  if (profile === undefined) return { ...without(all, setting), ...(value === undefined ? {} : { [setting]: value }) }
  const known = all.profiles?.[profile] ?? {}
  const changed: Settings = { ...without(known, setting), ...(value === undefined ? {} : { [setting]: value }) }
  return { ...all, profiles: { ...all.profiles, [profile]: changed } }
}

// TOML has no undefined: what was unset is left out.
function plain({ profiles, ...own }: Config): Record<string, unknown> {
  const set = (values: Settings) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  if (!profiles) return set(own)
  return { ...set(own), profiles: Object.fromEntries(Object.entries(profiles).map(([name, one]) => [name, set(one)])) }
}

function without<T extends Settings>(values: T, setting: string): T {
  return { ...values, [setting]: undefined }
}

function fault(message: string): UsageError {
  return new UsageError(message, {
    command: 'config',
    advice: `The settings are ${settings.join(', ')}.`,
  })
}
