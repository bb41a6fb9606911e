import type { CommandGroup, CommandRun } from '../arguments/command-spec.ts'
import { showHelp } from '../help/show-help.ts'
import type { helpOptions } from './options.ts'

/** `colloquy help [COMMAND [ACTION]]`, for these commands. */
export function help(groups: readonly CommandGroup[]): CommandRun<typeof helpOptions> {
  return async ({ words: [name, action] }, { stdout }) => showHelp(groups, name, stdout, action)
}
