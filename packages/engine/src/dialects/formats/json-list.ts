import { anywhere, type CallDialect } from '../dialect.ts'

/** A list of `{"name": …, "arguments": {…}}` between the marks that one family or another chose for it. */
export function jsonList(open: string, close = ''): CallDialect {
  return {
    name: 'json-list',
    calls: {
      openers: [anywhere(open)],
      settledBy: 'opener',
      body: { kind: 'json', nameKey: 'name', argumentsKey: 'arguments' },
      closers: close === '' ? [']'] : [']', close],
      layout: { open: `${open}[`, between: ', ', close: `]${close}` },
    },
  }
}
