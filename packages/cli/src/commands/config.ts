import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { stringify } from 'smol-toml'
import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { type Config, configPath, isSetting, readConfig, type Settings, settings } from '../config/config.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { configOptions } from './options.ts'

/** `colloquy config path|get|set`. A name with a dot, `work.model`, is the setting of a profile. */
export const config: CommandRun<typeof configOptions> = async (
  { words: [action = 'get', name, value] },
  { io, stdout },
) => {
  const path = configPath(io.env)
  switch (action) {
    case 'path':
      await stdout.write(`${path}\n`)
      return 0
    case 'get': {
      const all = await readConfig(io.env)
      if (name === undefined) await stdout.write(`${jsonText(all, { indent: true })}\n`)
      else {
        const { profile, setting } = parseName(name)
        const found = (profile === undefined ? all : (all.profiles?.[profile] ?? {}))[setting]
        await stdout.writeForeign(found === undefined ? '' : `${found}\n`)
      }
      return 0
    }
    case 'set': {
      if (name === undefined) throw fault('set needs a name and a value; a name alone unsets it.')
      const changed = change(await readConfig(io.env), name, value)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeFile(path, stringify(plain(changed)), { mode: 0o600 })
      return 0
    }
    default:
      throw fault(`There is no action "${action}".`)
  }
}

function change(all: Config, name: string, value: string | undefined): Config {
  const { profile, setting } = parseName(name)
  if (setting === 'log' && value !== undefined && value !== 'on' && value !== 'off') throw fault('log is on or off.')
  if (setting === 'api-key-env' && value !== undefined && !/^[A-Za-z_]\w*$/u.test(value)) {
    // Not repeated: what is no name is likely to be the key itself.
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

function parseName(name: string) {
  const dot = name.indexOf('.')
  const profile = dot < 0 ? undefined : name.slice(0, dot)
  const setting = name.slice(dot + 1)
  if (isSetting(setting)) return { profile, setting }
  throw fault(`"${setting}" is no setting.`)
}

function fault(message: string): UsageError {
  return new UsageError(message, {
    command: 'config',
    advice: `The actions are path, get and set; the settings ${settings.join(', ')}.`,
  })
}
