/** Help pages as text, made from the command table. */
import { actionsOf, type Command, type HelpSection, type OptionTable } from '../arguments/command-spec.ts'
import { commonOptions } from '../arguments/parse-arguments.ts'
import { rowLines } from './row-lines.ts'
import { wrapText } from './wrap-text.ts'

/** How wide and how bright a page is. */
export interface PageStyle {
  readonly columns: number
  /** Marks a title. */
  readonly bold: (text: string) => string
  /** Marks what is written as it stands: a flag, a command, a variable. */
  readonly name: (text: string) => string
}

/** The page of `colloquy --help`: the default command in full, and a line for each other one. */
export function overviewPage(commands: readonly Command[], style: PageStyle): string {
  const [ask] = commands
  if (!ask) return ''
  const list: HelpSection = { title: 'Commands', rows: commands.map(({ name, summary }) => [name, summary]) }
  const [examples, ...others] = ask.sections ?? []
  return page(
    ['Ask a language model: one that runs on this machine, or one at any OpenAI-compatible endpoint.'],
    [...ask.usage, 'COMMAND [options] [NAME]'],
    [...(examples ? [examples] : []), list, optionSection(ask.options), ...others],
    style,
  )
}

/** The page of one command, or of one action of it. */
export function commandPage(command: Command, style: PageStyle, action?: string): string {
  const { name, usage } = command
  const lines = action === undefined ? usage : usage.filter((line) => actionsOf({ name, usage: [line] })[0] === action)
  return page([command.summary], lines, [optionSection(command.options), ...(command.sections ?? [])], style)
}

function page(
  intro: readonly string[],
  usage: readonly string[],
  sections: readonly HelpSection[],
  style: PageStyle,
): string {
  const parts = [
    ...intro.map((text) => wrapText(text, style.columns)),
    `${style.bold('Usage')}\n${usage.map((line) => `  colloquy ${line}`).join('\n')}`,
    ...sections.map((section) => sectionText(section, style)),
  ]
  return `${parts.join('\n\n')}\n`
}

function optionSection(options: OptionTable): HelpSection {
  const rows = Object.entries({ ...options, ...commonOptions } as OptionTable).map(
    ([name, { short, value, help }]): [string, string] => [
      `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      help,
    ],
  )
  return { title: 'Options', rows }
}

function sectionText(
  { title, paragraphs = [], rows = [], examples = [] }: HelpSection,
  { columns, bold, name }: PageStyle,
): string {
  const wrapped = paragraphs.map((text) => wrapText(text, columns, { indent: 2 }))
  return [bold(title), ...wrapped, ...rowLines(rows, columns, name), ...examples.map((line) => `  ${line}`)].join('\n')
}
