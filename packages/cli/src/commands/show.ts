import type { CommandRun } from '../arguments/command-spec.ts'
import { factsText } from '../models/facts-text.ts'
import { findModelFacts } from '../models/model-facts.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { showOptions } from './options.ts'

/** `colloquy show NAME`. */
export const show: CommandRun<typeof showOptions> = async ({ words: [name = ''], options }, { io, stdout }) => {
  const facts = await findModelFacts(await io.loadModels(), name, io.env)
  await stdout.write(options.json ? `${jsonText(facts, { indent: stdout.isTTY })}\n` : factsText(facts))
  return 0
}
