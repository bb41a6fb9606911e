import { UsageError } from '../arguments/usage-error.ts'
import type { OptionValues } from '../arguments/command-spec.ts'
import type { EngineSettings } from '../ask/target.ts'
import type { serveOptions } from '../commands/serve-options.ts'
import { readFlagFile } from './read-flag-file.ts'

/** The flags that say how models of this machine are served. */
export const engineFlags = [
  'context-size',
  'context-overflow',
  'json-spacing',
  'chat-template',
  'deterministic',
  'threads',
  'memory-limit',
  'idle-timeout',
] as const

/** Reads them into the engine's own names and units. Throws UsageError for what it would refuse once models are there. */
export async function engineSettings(options: OptionValues<typeof serveOptions>): Promise<EngineSettings> {
  const [, ...otherModels] = options.model ?? []
  return {
    otherModels,
    contextSize: options['context-size'],
    contextOverflow: oneOf(['refuse', 'drop-oldest'], 'context-overflow', options['context-overflow']),
    jsonSpacing: oneOf(['loose', 'compact'], 'json-spacing', options['json-spacing']),
    chatTemplate: await chatTemplate(options['chat-template'], otherModels),
    deterministic: options.deterministic,
    threads: options.threads,
    memoryLimit: times(1e9, options['memory-limit']),
    idleTimeout: times(1000, options['idle-timeout']),
  }
}

function oneOf<Word extends string>(words: readonly Word[], name: string, given: string | undefined): Word | undefined {
  const word = words.find((each) => each === given)
  if (given === undefined || word !== undefined) return word
  throw new UsageError(`--${name} is "${given}"; it must be ${words.join(' or ')}.`, { command: 'serve' })
}

// Each model was trained on its own.
async function chatTemplate(file: string | undefined, otherModels: readonly string[]): Promise<string | undefined> {
  if (file === undefined) return undefined
  if (otherModels.length === 0) return readFlagFile('--chat-template', file)
  throw new UsageError('--chat-template is for one model, and several are to be served.', {
    command: 'serve',
    advice: 'Serve the model that needs it by itself.',
  })
}

function times(factor: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * factor
}
