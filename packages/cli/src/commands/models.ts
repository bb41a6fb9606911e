import { totalmem } from 'node:os'
import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command-context.ts'
import { changeConfig } from '../config/change-config.ts'
import { readConfig } from '../config/config.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { bestModel, suggestModels } from '../models/suggest-models.ts'
import { jsonText } from '../terminal/json-text.ts'
import { printableLine } from '../terminal/printable.ts'
import { byteSize } from '../terminal/quantity.ts'
import { writeTable } from '../terminal/write-table.ts'
import type { modelsOptions } from './options.ts'

/** `colloquy models suggest|search|default`: what fits into this machine, what there is, and which one answers. */
export const models: CommandRun<typeof modelsOptions> = async (
  { words: [action = 'suggest', ...words], options },
  context,
) => {
  if (options.memory !== undefined && options.memory <= 0) {
    throw new UsageError(`--memory is ${options.memory}; it must be more than 0.`, {
      command: 'models',
      advice: 'Gigabytes, for example --memory 8.',
    })
  }
  if (action === 'default') return chosenByDefault(words[0], context)
  if (action !== 'suggest' && action !== 'search') {
    throw new UsageError(`There is no action "${action}".`, {
      command: 'models',
      advice: 'The actions are suggest, search and default; to list the models on this machine: colloquy ls.',
    })
  }
  if (action === 'search' && words.length === 0) {
    throw new UsageError('search needs a word.', {
      command: 'models',
      advice: 'For example: colloquy models search qwen.',
    })
  }
  return list(words, options, context)
}

// The models whose name, title or licence holds every word.
async function list(
  words: readonly string[],
  options: Options,
  { io, stdout, stderr }: CommandContext,
): Promise<ExitCode> {
  const { catalog, memoryNeed } = await io.loadModels()
  const memory = options.memory === undefined ? totalmem() : options.memory * 1_000_000_000
  const wanted = words.map((word) => word.toLowerCase())
  const advice = suggestModels(catalog, memoryNeed, memory).filter(({ name, title, licence }) =>
    wanted.every((word) => `${name} ${title} ${licence}`.toLowerCase().includes(word)),
  )
  if (options.json) {
    await stdout.write(`${jsonText({ memory, models: advice }, { indent: stdout.isTTY })}\n`)
    return 0
  }
  if (advice.length === 0) {
    await stderr.write(
      `No model of the catalogue holds "${printableLine(words.join(' '))}"; colloquy models lists it. Any other GGUF file: colloquy -m FILE\n`,
    )
    return 0
  }
  const fits = { good: 'fits well', tight: 'fits tightly', no: 'too large' } as const
  const rows = advice.map(({ name, size, needs, fit, licence }) => [
    name,
    byteSize(size),
    byteSize(needs),
    fits[fit],
    licence,
  ])
  await writeTable(stdout, ['NAME', 'DOWNLOAD', 'MEMORY', `OF ${byteSize(memory)}`, 'LICENCE'], rows)
  const best = bestModel(advice)
  if (best) await stderr.write(`The most capable that fits well: colloquy pull ${best.name}\n`)
  return 0
}

async function chosenByDefault(name: string | undefined, { io, stdout, stderr }: CommandContext): Promise<ExitCode> {
  if (name === undefined) {
    const { defaultModel } = await io.loadModels()
    await stdout.writeForeign(`${io.env['COLLOQUY_MODEL'] || (await readConfig(io.env)).model || defaultModel}\n`)
    return 0
  }
  await changeConfig(io.env, 'model', name)
  await stderr.write(`${printableLine(name)} is asked where --model names no other.\n`)
  if (io.env['COLLOQUY_MODEL']) await stderr.write('COLLOQUY_MODEL still holds in this shell: unset COLLOQUY_MODEL.\n')
  return 0
}

type Options = CommandArguments<typeof modelsOptions>['options']
