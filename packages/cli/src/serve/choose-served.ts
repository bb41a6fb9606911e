import type { UpstreamOptions, UpstreamPoolOptions } from '@colloquy/server'
import { UsageError } from '../arguments/usage-error.ts'
import type { LocalTarget } from '../ask/target.ts'
import type { Environment } from '../environment.ts'
import type { OptionValues } from '../arguments/command-spec.ts'
import type { serveOptions } from '../commands/serve-options.ts'
import { engineSettings, servedEngineFlags } from './engine-settings.ts'
import { parseModelRoutes } from './parse-model-routes.ts'
import { parseUpstream } from './parse-upstream.ts'
import { variableOf } from '../arguments/read-variable.ts'
import type { Settings } from './settings.ts'

/** Servers that answer in place of a model of this machine. */
export interface PoolTarget extends UpstreamPoolOptions {
  readonly kind: 'pool'
  /** Fields beyond OpenAI's that are handed on to them. */
  readonly extraFields: readonly string[]
}

/**
 * Who answers behind the server. `OPENAI_BASE_URL` does not count here: it often names this very server for the
 * programs that ask it, and would make it ask itself.
 */
export async function chooseServed(
  settings: Settings<typeof serveOptions>,
  env: Environment,
): Promise<LocalTarget | PoolTarget> {
  const { options } = settings
  const { upstream = [], alias, fallback, 'extra-field': extraFields = [] } = options
  if (upstream.length === 0) {
    refuse(options, ['alias', 'fallback', 'extra-field'], 'needs an --upstream')
    return {
      kind: 'local',
      model: options.model?.[0],
      offline: options.offline === true,
      engine: await engineSettings(options),
    }
  }
  // A variable sets the model for all commands, and was not meant for these upstreams.
  const own = settings.explained.find(({ name }) => name === 'model')?.source !== variableOf('model')
  refuse(
    options,
    [...(own ? (['model'] as const) : []), 'offline', 'parallel', ...servedEngineFlags],
    'and --upstream contradict each other',
  )
  return {
    kind: 'pool',
    upstreams: differentlyNamed(upstream.map((text) => parseUpstream(text, env))),
    models: parseModelRoutes(alias, fallback),
    extraFields: extraFields.map(plainField),
    maxWaiting: options['max-queue'],
    maxWait: milliseconds(options['queue-timeout']),
  }
}

/** Throws UsageError where two have one name: headers, logs and metrics could not tell them apart. */
function differentlyNamed(upstreams: readonly UpstreamOptions[]): readonly UpstreamOptions[] {
  const names = upstreams.map(({ name, baseURL }) => name ?? new URL(baseURL).host)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return upstreams
  throw new UsageError(`Two of --upstream are called "${twice}".`, {
    command: 'serve',
    advice: 'Call one of them something else: --upstream URL,name=OTHER.',
  })
}

type Name = keyof typeof serveOptions

function refuse(options: OptionValues<typeof serveOptions>, names: readonly Name[], why: string): void {
  const contradicts = options.upstream !== undefined
  const given = names.find((name) => options[name] !== undefined)
  if (given === undefined) return
  throw new UsageError(`--${given} ${why}.`, {
    command: 'serve',
    advice:
      given === 'parallel'
        ? 'Set it for each upstream: --upstream URL,parallel=64.'
        : contradicts
          ? `Leave out --${given} or --upstream.`
          : `Leave out --${given}, or add the --upstream that it needs.`,
  })
}

/** Throws UsageError for what is no field of the request itself: it would never be met. */
function plainField(name: string): string {
  if (/^[A-Za-z_][\w-]*$/.test(name)) return name
  throw new UsageError(`--extra-field is "${name}"; it must be a field of the request itself, such as top_k.`, {
    command: 'serve',
  })
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000
}
