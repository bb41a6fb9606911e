import { UsageError } from '../arguments/usage-error.ts'
import type { OptionValues } from '../arguments/command-spec.ts'
import type { EngineSettings } from '../ask/target.ts'
import type { serveOptions } from '../commands/serve-options.ts'

/** The flags that say how models of this machine are served. */
export const engineFlags = [
  'context-size',
  'context-overflow',
  'deterministic',
  'threads',
  'memory-limit',
  'idle-timeout',
] as const

/** Reads them into the engine's own names and units. Throws UsageError for what it would refuse once models are there. */
export function engineSettings(options: OptionValues<typeof serveOptions>): EngineSettings {
  const [, ...otherModels] = options.model ?? []
  return {
    otherModels,
    contextSize: atLeast(1, 'context-size', options['context-size']),
    contextOverflow: overflow(options['context-overflow']),
    deterministic: options.deterministic,
    threads: atLeast(1, 'threads', options.threads),
    memoryLimit: times(1e9, atLeast(0, 'memory-limit', options['memory-limit'])),
    idleTimeout: times(1000, atLeast(0, 'idle-timeout', options['idle-timeout'])),
  }
}

function overflow(way: string | undefined): EngineSettings['contextOverflow'] {
  if (way === undefined || way === 'refuse' || way === 'drop-oldest') return way
  throw new UsageError(`--context-overflow is "${way}"; it must be refuse or drop-oldest.`, { command: 'serve' })
}

function atLeast(least: number, name: string, value: number | undefined): number | undefined {
  if (value === undefined || value >= least) return value
  throw new UsageError(`--${name} is ${value}; it must be at least ${least}.`, { command: 'serve' })
}

function times(factor: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * factor
}
