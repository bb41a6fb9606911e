import type { CommandRun } from '../arguments/command-spec.ts'
import { jsonText } from '../terminal/json-text.ts'
import { localTime } from '../terminal/local-time.ts'
import { byteSize } from '../terminal/quantity.ts'
import { writeTable } from '../terminal/write-table.ts'
import type { lsOptions } from './options.ts'

/** `colloquy ls`. */
export const ls: CommandRun<typeof lsOptions> = async ({ options }, { io, stdout, stderr }) => {
  const { listModels, defaultModel } = await io.loadModels()
  const models = await listModels({ env: io.env })
  if (options.json) {
    await stdout.write(`${jsonText(models, { indent: stdout.isTTY })}\n`)
    return 0
  }
  if (models.length === 0) {
    await stderr.write(`No model is on this machine yet. Get one with: colloquy pull ${defaultModel}\n`)
    return 0
  }
  const rows = models.map(({ reference, size, date }) => [reference, byteSize(size), localTime(date)])
  await writeTable(stdout, ['NAME', 'SIZE', 'MODIFIED'], rows)
  return 0
}
