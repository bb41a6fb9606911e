/** Every command of a conversation. Help and completion are made from this table. */
import { rowLines } from '../help/row-lines.ts'
import { conversationCommands } from './conversation-commands.ts'
import { requestCommands } from './request-commands.ts'
import type { SlashCommand } from './slash-command.ts'

/** In the order /help lists them. */
export const slashCommands: readonly SlashCommand[] = [
  ...requestCommands,
  ...conversationCommands,
  {
    name: 'help',
    usage: '/help',
    help: 'This list.',
    async run(_, { context: { stdout } }) {
      const rows = [...slashCommands.map(({ usage, help }) => [usage, help] as const), ...keys]
      stdout.paint(
        `${rowLines(rows, Math.min(stdout.columns, 100), (name) => stdout.style('cyan', name)).join('\n')}\n`,
      )
      return undefined
    },
  },
  { name: 'exit', also: 'quit', usage: '/exit', help: 'Leave. So does Ctrl-D.', run: async () => ({ type: 'exit' }) },
]

const keys = [
  ['Ctrl-J, Alt-Enter', 'Start a new line; """ begins and ends a message of several lines.'],
  ['Ctrl-C, Esc', 'Stop the answer, and keep what has arrived.'],
  ['Ctrl-R', 'Search what you wrote before.'],
  ['Ctrl-G', 'Write in $EDITOR.'],
  ['Tab', 'Complete commands, models and files.'],
] as const
