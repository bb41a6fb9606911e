import { anywhere, type CallDialect } from '../dialect.ts'

const section = '<|tool_calls_section_begin|>'
const opener = '<|tool_call_begin|>'
const callEnd = '<|tool_call_end|>'
const sectionEnd = '<|tool_calls_section_end|>'

/** A section of calls, each `functions.name:0` with the call's number, and its arguments: Kimi K2. */
export const kimi: CallDialect = {
  name: 'kimi',
  calls: {
    openers: [anywhere(opener)],
    settledBy: 'opener',
    body: {
      kind: 'named',
      headers: ['functions.@:*<|tool_call_argument_begin|>', '@:*<|tool_call_argument_begin|>'],
    },
    closers: [callEnd, sectionEnd],
    layout: { section, open: opener, between: callEnd + opener, close: callEnd + sectionEnd },
  },
  layoutMarks: [anywhere(section)],
}
