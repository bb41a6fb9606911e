import { anywhere, type CallDialect } from '../dialect.ts'

/** `<|START_ACTION|>[{"tool_call_id": "0", "tool_name": …, "parameters": {…}}]<|END_ACTION|>`: Command R7B and A. */
export const commandR: CallDialect = {
  name: 'command-r',
  calls: {
    openers: [anywhere('<|START_ACTION|>')],
    settledBy: 'opener',
    body: { kind: 'json', nameKey: 'tool_name', argumentsKey: 'parameters', idKey: 'tool_call_id' },
    closers: [']', '<|END_ACTION|>'],
    layout: { open: '<|START_ACTION|>[\n', between: ',\n', close: '\n]<|END_ACTION|>' },
  },
  speechOpener: '<|START_RESPONSE|>',
  layoutMarks: ['<|START_RESPONSE|>', '<|END_RESPONSE|>', '<|START_TEXT|>', '<|END_TEXT|>'].map(anywhere),
}
