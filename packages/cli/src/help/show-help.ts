import { closest } from '../arguments/closest.ts'
import { actionsOf, type Command } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { commandPage, overviewPage } from './help-page.ts'

/**
 * Prints the page of a command, with the usage of one of its actions where that is named; without a name, or for the
 * default command, the overview. Throws UsageError.
 */
export async function showHelp(
  commands: readonly Command[],
  name: string | undefined,
  stdout: OutputStream,
  action?: string,
): Promise<ExitCode> {
  const command = name === undefined ? commands[0] : commands.find((one) => one.name === name)
  if (!command) throw unknownTopic(commands, name ?? '')
  if (action !== undefined) refuseUnknownAction(command, action)
  const columns = Math.min(stdout.columns, 100)
  const style = {
    columns,
    bold: (text: string) => stdout.style('bold', text),
    name: (text: string) => stdout.style('cyan', text),
  }
  await stdout.write(command === commands[0] ? overviewPage(commands, style) : commandPage(command, style, action))
  return 0
}

function refuseUnknownAction(command: Command, action: string): void {
  const actions = actionsOf(command)
  if (actions.includes(action)) return
  throw new UsageError(`There is no command "${command.name} ${action}".`, {
    command: command.name,
    advice: actions.length === 0 ? `"${command.name}" has no actions.` : `Its actions are ${actions.join(', ')}.`,
  })
}

function unknownTopic(commands: readonly Command[], name: string): UsageError {
  const guess = closest(
    name,
    commands.map((one) => one.name),
  )
  return new UsageError(`There is no command "${name}".`, {
    command: 'ask',
    advice:
      guess === undefined
        ? `The commands are ${commands.map((one) => one.name).join(', ')}.`
        : `Did you mean "${guess}"?`,
  })
}
