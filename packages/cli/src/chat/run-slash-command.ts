import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { ChatState, SlashOutcome } from './chat-state.ts'
import { slashCommands } from './slash-commands.ts'

/** Runs `/name rest`. Throws UsageError for an unknown name. A message that begins with `//` is not a command. */
export async function runSlashCommand(line: string, state: ChatState): Promise<SlashOutcome> {
  const [, name = '', rest = ''] = /^\/(\S*)\s*([^]*)$/u.exec(line) ?? []
  const command = slashCommands.find((one) => one.name === name || one.also === name)
  if (command) return command.run(rest.trim(), state)
  const names = slashCommands.map((one) => one.name)
  const guess = closest(name, names)
  throw new UsageError(`There is no command /${name}.`, {
    command: '/help',
    advice: `${guess === undefined ? '' : `Did you mean /${guess}? `}To say it to the model, write /${line}.`,
  })
}
