import type { CommandGroup, HelpSection } from '../arguments/command-spec.ts'
import { commonOptions } from '../arguments/parse-arguments.ts'
import { optionSection, pageText, type PageStyle } from './page-text.ts'

/** The first page of the help: what there is, a line for each command, and the few flags that most people need. */
export function overviewPage(groups: readonly CommandGroup[], style: PageStyle): string {
  const [ask] = groups.flatMap(({ commands }) => commands)
  const few = Object.entries(ask?.options ?? {}).filter(([, { overview }]) => overview)
  const lists = groups.map(({ title, commands }): HelpSection => ({
    title,
    rows: commands.map(({ name, summary }) => [name, summary]),
  }))
  return pageText(
    'Ask a language model on this machine, or at any OpenAI-compatible endpoint.',
    ['[options] "PROMPT"', 'COMMAND [options] [NAME]'],
    [examples, ...lists, optionSection({ ...Object.fromEntries(few), ...commonOptions }), more],
    style,
  )
}

const examples: HelpSection = {
  title: 'Examples',
  examples: [
    'colloquy "Give me three names for a sailing boat"',
    'git diff | colloquy "write a commit message"',
    'colloquy -f notes.md "What did we decide?"',
    'colloquy --schema \'name, age int\' "Invent a sailor"',
    'colloquy --base-url http://localhost:8000/v1 -m NAME "Hello"',
  ],
}

const more: HelpSection = {
  title: 'More',
  rows: [
    ['colloquy help ask', 'All options, environment variables and exit codes.'],
    ['colloquy help COMMAND', 'All options of another command.'],
  ],
}
