import { UsageError } from '../arguments/usage-error.ts'
import { chooseTarget, type Target } from '../ask/target.ts'
import type { Environment } from '../cli-io.ts'

/** The flags that decide who answers. */
interface ServedOptions {
  readonly model: string | undefined
  readonly upstream: string | undefined
  readonly 'upstream-key-env': string | undefined
  readonly offline: boolean | undefined
}

/**
 * Who answers behind the server. `OPENAI_BASE_URL` does not count here: it often names this very server for the
 * programs that ask it, and would make it ask itself.
 */
export function chooseServed(options: ServedOptions, env: Environment): Target {
  const { model, upstream, offline } = options
  const given = { model, 'base-url': upstream, 'api-key-env': options['upstream-key-env'], local: undefined, offline }
  if (upstream === undefined) return chooseTarget({ ...given, local: true }, env)
  for (const name of ['model', 'offline'] as const) {
    if (options[name] === undefined) continue
    throw new UsageError(`--upstream and --${name} contradict each other.`, {
      command: 'serve',
      advice: `Leave --${name} away: the endpoint decides about its models.`,
    })
  }
  try {
    // Neither a key nor a model of the environment was meant for this endpoint.
    return chooseTarget(given, { ...env, OPENAI_API_KEY: undefined, COLLOQUY_MODEL: undefined })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const words = (text: string) =>
      text.replaceAll('--base-url', '--upstream').replaceAll('--api-key-env', '--upstream-key-env')
    throw new UsageError(words(error.message), {
      command: 'serve',
      advice: error.advice === undefined ? undefined : words(error.advice),
    })
  }
}
