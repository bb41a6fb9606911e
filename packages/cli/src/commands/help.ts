import type { Command, CommandRun } from '../arguments/command-spec.ts'
import { showHelp } from '../help/show-help.ts'
import type { helpOptions } from './options.ts'

/** `colloquy help [COMMAND [ACTION]]`, for this table of commands. */
export function help(commands: readonly Command[]): CommandRun<typeof helpOptions> {
  return async ({ words: [name, action] }, { stdout }) => showHelp(commands, name, stdout, action)
}
