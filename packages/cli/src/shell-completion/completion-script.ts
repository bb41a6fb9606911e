/** Completion scripts for shells, made from the command table. */
import { actionsOf, type CommandSpec } from '../arguments/command-spec.ts'
import type { CompletedCommand, CompletedOption } from './completed-command.ts'
import { bashScript } from './bash-script.ts'
import { fishScript } from './fish-script.ts'
import { powershellScript } from './powershell-script.ts'
import { zshScript } from './zsh-script.ts'

/** The shells a script can be made for. */
export const shells: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
}

/** A shell of the table. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell'

/** The script for a shell. Models and conversations are asked of `colloquy` itself when Tab is pressed. */
export function completionScript(shell: Shell, commands: readonly CommandSpec[]): string {
  const lists = { shell: Object.keys(shells), command: commands.map(({ name }) => name) }
  return shells[shell](
    commands.map((command) => {
      const { name } = command.words
      const words = name === undefined ? 'file' : name === 'shell' || name === 'command' ? lists[name] : name
      return { ...readCommand(command), words }
    }),
  )
}

function readCommand({ name, summary, options, usage }: CommandSpec): Omit<CompletedCommand, 'words'> {
  const completed = Object.entries(options).map(([option, { short, help, type, value, words }]): CompletedOption => ({
    name: option,
    short,
    help: firstSentence(help),
    value: type === 'boolean' ? undefined : (words ?? kindOf(option, value)),
  }))
  return {
    name,
    summary,
    actions: actionsOf({ name, usage }),
    options: [...completed, helpOption],
  }
}

const helpOption: CompletedOption = { name: 'help', short: 'h', help: 'Show this help.', value: undefined }

// A list of flags has room for one line each; `colloquy help` tells the rest.
function firstSentence(help: string): string {
  return /^.*?[.:;](?= |$)/u.exec(help)?.[0].slice(0, -1) ?? help
}

function kindOf(option: string, value: string | undefined): CompletedOption['value'] {
  if (option === 'model' || option === 'session' || option === 'template') return option
  return /FILE|PLACE|SCHEMA/u.test(value ?? '') ? 'file' : 'other'
}
