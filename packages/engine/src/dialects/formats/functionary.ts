import { anywhere, type CallDialect } from '../dialect.ts'

/** `>>>name` and the arguments on the next line; words for the user go to the recipient `all`: Functionary v3.2. */
export const functionaryRecipients: CallDialect = {
  name: 'functionary',
  calls: {
    openers: [anywhere('>>>')],
    settledBy: 'name',
    body: { kind: 'named', headers: ['@\n'] },
    closers: [],
    layout: { open: '>>>', between: '\n>>>', close: '' },
  },
  speechOpener: '>>>all\n',
  layoutMarks: [anywhere('>>>all\n')],
}

/** `<function=name>{…}</function>`: Functionary v3.1, and Llama 3.1 with custom tools. */
export const functionTags: CallDialect = {
  name: 'functionary',
  calls: {
    openers: [anywhere('<function=')],
    settledBy: 'opener',
    body: { kind: 'named', headers: ['@>'] },
    closers: ['</function>'],
    layout: { open: '<function=', between: '</function>\n<function=', close: '</function>' },
  },
}
