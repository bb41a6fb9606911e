import type { CommandRun } from '../arguments/command-spec.ts'
import { jsonText } from '../terminal/json-text.ts'
import { printableLine } from '../terminal/printable.ts'
import { byteSize } from '../terminal/quantity.ts'
import type { rmOptions } from './options.ts'

/** `colloquy rm NAME`. */
export const rm: CommandRun<typeof rmOptions> = async ({ words: [name = ''], options }, { io, stdout, stderr }) => {
  const { removeModel } = await io.loadModels()
  const removed = await removeModel(name, { env: io.env })
  if (options.json) await stdout.write(`${jsonText(removed, { indent: stdout.isTTY })}\n`)
  else
    await stderr.write(`Deleted ${printableLine(removed.reference)}: ${byteSize(removed.freedBytes)} are free again.\n`)
  return 0
}
