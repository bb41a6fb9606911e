import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { readConfig, type Settings } from './config.ts'

/** The flags that settings stand in for. */
export interface ConfigurableOptions {
  readonly profile: string | undefined
  readonly model: string | undefined
  readonly system: string | undefined
  readonly 'base-url': string | undefined
  readonly 'api-key-env': string | undefined
  readonly local: boolean | undefined
  readonly offline: boolean | undefined
  readonly 'no-log': boolean | undefined
}

/**
 * Fills in what flags leave open: the profile that `--profile` names, then for what no variable decides the file.
 * Throws UsageError for a profile that is not there.
 */
export async function applyConfig<T extends ConfigurableOptions>(options: T, env: Environment): Promise<T> {
  const { profiles = {}, ...own } = await readConfig(env)
  const named = options.profile === undefined ? {} : profiles[options.profile]
  if (!named) {
    const known = Object.keys(profiles)
    throw new UsageError(`There is no profile "${options.profile ?? ''}".`, {
      command: 'config',
      advice:
        known.length === 0
          ? `Make one: colloquy config set ${options.profile ?? 'NAME'}.base-url URL.`
          : `The profiles are ${known.join(', ')}.`,
    })
  }
  const local = options.local === true || options.offline === true
  const settings = merge(own, named, env)
  const isElsewhere = settings['base-url'] !== undefined && !local
  const keyOfSettings = isElsewhere && options['base-url'] === undefined ? settings['api-key-env'] : undefined
  if (options['api-key-env'] === undefined && keyOfSettings !== undefined && !env[keyOfSettings]) {
    throw keyIsMissing(named['api-key-env'] === undefined ? undefined : options.profile)
  }
  return {
    ...options,
    model: options.model ?? settings.model,
    system: options.system ?? settings.system,
    'base-url': options['base-url'] ?? (local ? undefined : settings['base-url']),
    'api-key-env': options['api-key-env'] ?? keyOfSettings,
    'no-log': options['no-log'] ?? (settings.log === 'off' ? true : undefined),
  }
}

// Do not repeat the name of the variable: someone who misunderstood the setting may have written the key itself there.
function keyIsMissing(profile: string | undefined): UsageError {
  const setting = profile === undefined ? 'api-key-env' : `${profile}.api-key-env`
  const owner = profile === undefined ? 'The settings name' : `The profile "${profile}" names`
  return new UsageError(`${owner} a variable for the key that is not set.`, {
    command: 'config',
    advice: `Set that variable (colloquy config get ${setting} tells which), or name another: colloquy config set ${setting} VARIABLE.`,
  })
}

// Flag, profile, variable, file: a profile was asked for on this very command line, a variable in this shell.
function merge(own: Settings, named: Settings, env: Environment): Settings {
  const fromFile: Settings = {
    ...own,
    ...(env['COLLOQUY_MODEL'] ? { model: env['COLLOQUY_MODEL'] } : {}),
    ...(env['OPENAI_BASE_URL'] ? { 'base-url': env['OPENAI_BASE_URL'] } : {}),
  }
  // A key belongs to its endpoint: it never goes to another one.
  const { 'api-key-env': ownKey, ...others } = fromFile
  const sameEndpoint = named['base-url'] === undefined && !env['OPENAI_BASE_URL']
  return { ...others, ...(ownKey !== undefined && sameEndpoint ? { 'api-key-env': ownKey } : {}), ...named }
}
