import { closest } from '../arguments/closest.ts'
import { actionsOf, type Command, type CommandGroup } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { commandPage } from './command-page.ts'
import { overviewPage } from './overview-page.ts'
import type { PageStyle } from './page-text.ts'

/**
 * Prints the page of a command, with the usage of one of its actions where that is named; without a name, the overview.
 * Throws UsageError.
 */
export async function showHelp(
  groups: readonly CommandGroup[],
  name: string | undefined,
  stdout: OutputStream,
  action?: string,
): Promise<ExitCode> {
  const columns = Math.min(stdout.columns, 100)
  const style = {
    columns,
    bold: (text: string) => stdout.style('bold', text),
    name: (text: string) => stdout.style('cyan', text),
  }
  await stdout.write(name === undefined ? overviewPage(groups, style) : topicPage(groups, name, style, action))
  return 0
}

function topicPage(groups: readonly CommandGroup[], name: string, style: PageStyle, action?: string): string {
  const commands = groups.flatMap((group) => group.commands)
  const command = commands.find((one) => one.name === name)
  if (!command) throw unknownTopic(commands, name)
  if (action !== undefined) refuseUnknownAction(command, action)
  return commandPage(command, style, action)
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
    advice:
      guess === undefined
        ? `The commands are ${commands.map((one) => one.name).join(', ')}.`
        : `Did you mean "${guess}"?`,
  })
}
