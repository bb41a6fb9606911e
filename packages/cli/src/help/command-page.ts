import { actionsOf, type Command } from '../arguments/command-spec.ts'
import { commonOptions } from '../arguments/parse-arguments.ts'
import { optionSection, pageText, type PageStyle } from './page-text.ts'

/** The help page of one command, or of one action of it: all of its flags, and what there is to know beside them. */
export function commandPage(command: Command, style: PageStyle, action?: string): string {
  const { name, usage, summary, options, sections = [] } = command
  const lines = action === undefined ? usage : usage.filter((line) => actionsOf({ name, usage: [line] })[0] === action)
  return pageText(summary, lines, [optionSection({ ...options, ...commonOptions }), ...sections], style)
}
