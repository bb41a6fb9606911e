import type { HelpSection, OptionTable } from '../arguments/command-spec.ts'
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

/** A help page: what it is about, how it is called, and its sections, set apart by empty lines. */
export function pageText(
  intro: string,
  usage: readonly string[],
  sections: readonly HelpSection[],
  style: PageStyle,
): string {
  const calls: HelpSection = { title: 'Usage', examples: usage.map((line) => `colloquy ${line}`) }
  const parts = [wrapText(intro, style.columns), ...[calls, ...sections].map((section) => sectionText(section, style))]
  return `${parts.join('\n\n')}\n`
}

function sectionText(
  { title, paragraphs = [], rows = [], examples = [] }: HelpSection,
  { columns, bold, name }: PageStyle,
): string {
  const wrapped = paragraphs.map((text) => wrapText(text, columns, { indent: 2 }))
  return [bold(title), ...wrapped, ...rowLines(rows, columns, name), ...examples.map((line) => `  ${line}`)].join('\n')
}

/** These flags, as help lists them. */
export function optionSection(options: OptionTable): HelpSection {
  const rows = Object.entries(options).map(([name, { short, value, help }]): [string, string] => [
    `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  ])
  return { title: 'Options', rows }
}
