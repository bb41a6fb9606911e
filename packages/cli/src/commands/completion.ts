import { closest } from '../arguments/closest.ts'
import type { Command, CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { completionScript, shells, type Shell } from '../shell-completion/completion-script.ts'
import type { completionOptions } from './options.ts'

/** `colloquy completion SHELL`, for this table of commands. */
export function completion(commands: readonly Command[]): CommandRun<typeof completionOptions> {
  return async ({ words: [name = ''] }, { stdout }) => {
    const shell = name === 'pwsh' ? 'powershell' : name
    if (!isShell(shell)) {
      const guess = closest(shell, Object.keys(shells))
      throw new UsageError(`There is no completion for "${name}".`, {
        command: 'completion',
        advice: guess === undefined ? `The shells are ${Object.keys(shells).join(', ')}.` : `Did you mean ${guess}?`,
      })
    }
    await stdout.write(completionScript(shell, commands))
    return 0
  }
}

function isShell(name: string): name is Shell {
  return Object.hasOwn(shells, name)
}
