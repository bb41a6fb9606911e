import { anywhere, type CallDialect } from '../dialect.ts'

const section = '<｜tool▁calls▁begin｜>'
const opener = '<｜tool▁call▁begin｜>'
const callEnd = '<｜tool▁call▁end｜>'
const sectionEnd = '<｜tool▁calls▁end｜>'

/** A section of calls, each `function<sep>name` and its arguments in a fenced block: DeepSeek V2.5, V3 and R1. */
export const deepseekFenced: CallDialect = {
  name: 'deepseek',
  calls: {
    openers: [anywhere(opener)],
    settledBy: 'opener',
    body: {
      kind: 'named',
      headers: ['function<｜tool▁sep｜>@\n```json\n', 'function<｜tool▁sep｜>@\n'],
    },
    closers: ['```', callEnd, sectionEnd],
    layout: {
      section,
      open: opener,
      between: `\n\`\`\`${callEnd}\n${opener}`,
      close: `\n\`\`\`${callEnd}${sectionEnd}`,
    },
  },
  layoutMarks: [anywhere(section)],
}

/** A section of calls, each `name<sep>{…}`: DeepSeek V3.1. */
export const deepseekPlain: CallDialect = {
  name: 'deepseek',
  calls: {
    openers: [anywhere(opener)],
    settledBy: 'opener',
    body: { kind: 'named', headers: ['@<｜tool▁sep｜>'] },
    closers: [callEnd, sectionEnd],
    layout: { section, open: opener, between: callEnd + opener, close: callEnd + sectionEnd },
  },
  layoutMarks: [anywhere(section)],
}
