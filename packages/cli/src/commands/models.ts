import { totalmem } from 'node:os'
import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { bestModel, suggestModels } from '../models-advice/suggest-models.ts'
import { jsonText } from '../terminal/json-text.ts'
import { byteSize } from '../terminal/quantity.ts'
import { textTable } from '../terminal/text-table.ts'
import type { modelsOptions } from './options.ts'

/** `colloquy models [suggest]`: what fits into this machine. */
export const models: CommandRun<typeof modelsOptions> = async ({ words: [action = 'suggest'], options }, context) => {
  const { io, stdout, stderr } = context
  if (action !== 'suggest') {
    throw new UsageError(`There is no action "${action}".`, {
      command: 'models',
      advice: 'The action is suggest; the models of this machine are told by: colloquy ls.',
    })
  }
  if (options.memory !== undefined && options.memory <= 0) {
    throw new UsageError(`--memory is ${options.memory}; it must be more than 0.`, {
      command: 'models',
      advice: 'Gigabytes, for example --memory 8.',
    })
  }
  const { catalog, memoryNeed } = await io.loadModels()
  const memory = options.memory === undefined ? totalmem() : options.memory * 1_000_000_000
  const advice = suggestModels(catalog, memoryNeed, memory)
  if (options.json) {
    await stdout.write(`${jsonText({ memory, models: advice }, { indent: stdout.isTTY })}\n`)
    return 0
  }
  const words = { good: 'fits well', tight: 'fits tightly', no: 'too large' } as const
  const rows = advice.map(({ name, size, needs, fit, licence }) => [
    name,
    byteSize(size),
    byteSize(needs),
    words[fit],
    licence,
  ])
  await stdout.write(textTable(['NAME', 'DOWNLOAD', 'MEMORY', `OF ${byteSize(memory)}`, 'LICENCE'], rows))
  const best = bestModel(advice)
  if (best) await stderr.write(`The most capable that fits well: colloquy pull ${best.name}\n`)
  return 0
}
