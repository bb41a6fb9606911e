import { anywhere, type CallDialect } from '../dialect.ts'

/** `<tool_call>{"name": …, "arguments": {…}}</tool_call>`: Hermes, Qwen 2.5 and 3, QwQ, MiMo, Granite 4, Reka, Bielik. */
export const hermes: CallDialect = {
  name: 'hermes',
  calls: {
    openers: [anywhere('<tool_call>')],
    settledBy: 'opener',
    body: { kind: 'json', nameKey: 'name', argumentsKey: 'arguments' },
    closers: ['</tool_call>', ']'],
    layout: { open: '<tool_call>\n', between: '\n</tool_call>\n<tool_call>\n', close: '\n</tool_call>' },
  },
}
