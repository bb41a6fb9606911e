import { anywhere, type CallDialect } from '../dialect.ts'

/** `<tool_call><function=name><parameter=key>value</parameter></function></tool_call>`: Qwen 3 Coder, Qwen 3.5, Step 3.5, Nemotron 3, Seed-OSS. */
export function functionParameters(open: string, close: string, valuesOnLines = true): CallDialect {
  return {
    name: 'tagged-parameters',
    calls: {
      openers: [anywhere(open)],
      settledBy: 'opener',
      body: {
        kind: 'tagged',
        beforeName: '<function=',
        afterName: '>',
        beforeKey: '<parameter=',
        afterKey: '>',
        beforeValue: '',
        afterValue: '</parameter>',
        valuesOnLines,
        end: '</function>',
      },
      closers: [close],
      layout: { open: `${open}\n`, between: `\n${close}\n${open}\n`, close: `\n${close}` },
    },
  }
}

/** `<tool_call>name<arg_key>key</arg_key><arg_value>value</arg_value></tool_call>`: GLM 4.5 and later, Laguna, Ling. */
export const argumentPairs: CallDialect = {
  name: 'tagged-parameters',
  calls: {
    openers: [anywhere('<tool_call>')],
    settledBy: 'opener',
    body: {
      kind: 'tagged',
      beforeName: '',
      afterName: '',
      beforeKey: '<arg_key>',
      afterKey: '</arg_key>',
      beforeValue: '<arg_value>',
      afterValue: '</arg_value>',
      valuesOnLines: false,
      end: '</tool_call>',
    },
    closers: [],
    layout: { open: '<tool_call>', between: '\n<tool_call>', close: '' },
  },
}
