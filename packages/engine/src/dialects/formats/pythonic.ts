import { anywhere, type CallDialect } from '../dialect.ts'

/** `[f(a=1), g()]` as the whole answer: Llama 4, and Llama 3.2 as its model card has it. */
export const pythonic: CallDialect = {
  name: 'pythonic',
  calls: {
    openers: [{ text: '[', where: 'line', bare: true }, anywhere('<|python_start|>'), anywhere('<|python_tag|>')],
    settledBy: 'name',
    body: { kind: 'python' },
    closers: [']', '<|python_end|>'],
    layout: { open: '[', between: ', ', close: ']' },
  },
}

/** `<|tool_call_start|>[f(a=1), g()]<|tool_call_end|>`: LFM2. */
export const markedPythonic: CallDialect = {
  name: 'pythonic',
  calls: {
    openers: [anywhere('<|tool_call_start|>')],
    settledBy: 'opener',
    body: { kind: 'python' },
    closers: [']', '<|tool_call_end|>'],
    layout: { open: '<|tool_call_start|>[', between: ', ', close: ']<|tool_call_end|>' },
  },
}
