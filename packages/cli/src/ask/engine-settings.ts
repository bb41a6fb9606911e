import type { OptionValues } from '../arguments/command-spec.ts'
import { readFlagFile } from '../arguments/read-flag-file.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { engineFlags, type engineOptions } from '../commands/engine-options.ts'
import type { EngineSettings, Target } from './target.ts'

type EngineFlags = OptionValues<typeof engineOptions>

/** Reads them into the engine's own names. Throws UsageError for what it would refuse once the model is there. */
export async function readEngineSettings(
  options: EngineFlags,
  command: string,
): Promise<Omit<EngineSettings, 'otherModels'>> {
  const { 'chat-template': template, 'context-size': contextSize, threads } = options
  return {
    contextSize,
    contextOverflow: options['context-overflow'],
    jsonSpacing: options['json-spacing'],
    chatTemplate: template === undefined ? undefined : await readFlagFile('--chat-template', template, command),
    threads,
  }
}

/** The target with what the flags say of its engine. Throws UsageError where it is an endpoint, which has its own. */
export async function withEngineSettings(target: Target, options: EngineFlags): Promise<Target> {
  const given = engineFlags.find((name) => options[name] !== undefined)
  if (given === undefined) return target
  if (target.kind === 'local') {
    return { ...target, engine: { otherModels: [], ...(await readEngineSettings(options, 'ask')) } }
  }
  throw new UsageError(
    `--${given} is only for a model on this machine, but this question goes to ${new URL(target.baseURL).host}.`,
    {
      command: 'ask',
      advice: 'Leave it out, or add --local.',
    },
  )
}
