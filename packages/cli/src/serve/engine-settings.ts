import type { OptionValues } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { readEngineSettings } from '../ask/engine-settings.ts'
import type { EngineSettings } from '../ask/target.ts'
import { engineFlags } from '../commands/engine-options.ts'
import type { serveOptions } from '../commands/serve-options.ts'

/** The flags that say how models of this machine are served. */
export const servedEngineFlags: readonly (keyof typeof serveOptions)[] = [
  ...engineFlags,
  'deterministic',
  'memory-limit',
  'idle-timeout',
]

/** Reads them into the engine's own names and units. Throws UsageError for what it would refuse once models are there. */
export async function engineSettings(options: OptionValues<typeof serveOptions>): Promise<EngineSettings> {
  const [, ...otherModels] = options.model ?? []
  // Each model was trained on its own.
  if (options['chat-template'] !== undefined && otherModels.length > 0) {
    throw new UsageError('--chat-template is for one model, but several are to be served.', {
      command: 'serve',
      advice: 'Serve the model that needs it by itself.',
    })
  }
  return {
    otherModels,
    ...(await readEngineSettings(options, 'serve')),
    deterministic: options.deterministic,
    memoryLimit: times(1e9, options['memory-limit']),
    idleTimeout: times(1000, options['idle-timeout']),
  }
}

function times(factor: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * factor
}
