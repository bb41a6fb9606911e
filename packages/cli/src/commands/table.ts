/** Every command of `colloquy`. The parser, help, completion and the docs are made from this table. */
import type { Command, CommandGroup } from '../arguments/command-spec.ts'
import { askingCommands } from './asking-commands.ts'
import { defineCommand } from './define-command.ts'
import { completionSections } from './help-sections.ts'
import { keepingCommands } from './keeping-commands.ts'
import { modelCommands } from './model-commands.ts'
import { completionOptions, doctorOptions, helpOptions, versionOptions } from './options.ts'
import { serverCommands } from './server-commands.ts'

// These know the whole table, so it is handed to them here: an import back would be a circle.
const setupCommands: readonly Command[] = [
  defineCommand(
    {
      name: 'doctor',
      summary: 'Find what is wrong with this machine’s setup, and how to fix it.',
      usage: ['doctor'],
      words: { min: 0, max: 0 },
      options: doctorOptions,
    },
    async () => (await import('./doctor.ts')).doctor,
  ),
  defineCommand(
    {
      name: 'completion',
      summary: 'Print a completion script for your shell.',
      usage: ['completion SHELL'],
      words: { min: 1, max: 1, name: 'shell' },
      options: completionOptions,
      sections: completionSections,
    },
    async () => {
      const { completion } = await import('./completion.ts')
      return completion(commands)
    },
  ),
  defineCommand(
    {
      name: 'help',
      summary: 'Show the overview, or the help of one command.',
      usage: ['help [COMMAND [ACTION]]'],
      words: { min: 0, max: 2, name: 'command' },
      options: helpOptions,
    },
    async () => {
      const { help } = await import('./help.ts')
      return help(commandGroups)
    },
  ),
  defineCommand(
    {
      name: 'version',
      summary: 'Print the version; so does --version.',
      usage: ['version'],
      words: { min: 0, max: 0 },
      options: versionOptions,
    },
    async () => (await import('./version.ts')).version,
  ),
]

/** The commands as the overview of the help groups them. */
export const commandGroups: readonly CommandGroup[] = [
  { title: 'Ask', commands: askingCommands },
  { title: 'History and settings', commands: keepingCommands },
  { title: 'Models on this machine', commands: modelCommands },
  { title: 'Servers', commands: serverCommands },
  { title: 'Setup and help', commands: setupCommands },
]

/** All of them, in that order; the first is the default. */
export const commands: readonly Command[] = commandGroups.flatMap((group) => group.commands)
