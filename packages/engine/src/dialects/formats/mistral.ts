import { anywhere, type CallDialect } from '../dialect.ts'

const openers = [anywhere('[TOOL_CALLS]')]

/** `[TOOL_CALLS][{"name": …, "arguments": {…}}]`: Mistral up to Nemo and Small 3.1. */
export const mistralList: CallDialect = {
  name: 'mistral',
  calls: {
    openers,
    settledBy: 'opener',
    body: { kind: 'json', nameKey: 'name', argumentsKey: 'arguments' },
    closers: [']'],
    layout: { open: '[TOOL_CALLS][', between: ', ', close: ']' },
  },
  callIds: 'nine',
}

/** `[TOOL_CALLS]name[ARGS]{…}`, each call with the marker again: Mistral from Small 3.2, Devstral, Ministral 3. */
export const mistralNamed: CallDialect = {
  name: 'mistral',
  calls: {
    openers,
    settledBy: 'opener',
    body: { kind: 'named', headers: ['@[ARGS]', '@[CALL_ID]*[ARGS]'] },
    closers: [],
    layout: { open: '[TOOL_CALLS]', between: '[TOOL_CALLS]', close: '' },
  },
  callIds: 'nine',
}
