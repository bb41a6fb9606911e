import { anywhere, type CallDialect } from '../dialect.ts'

/**
 * `{"name": …, "parameters": {…}}` as the whole answer, perhaps after `<|python_tag|>`: Llama 3.1 to 3.3. Their
 * templates allow one call an answer. Behind the tag there may also be Python code for an interpreter, which is content.
 * What they write as well: a bare list of calls, the call under `function`, and Llama 4's marks for Python around it.
 */
export const llamaJson: CallDialect = {
  name: 'llama-json',
  calls: {
    openers: [
      { text: '{', where: 'line', bare: true },
      anywhere('<|python_tag|>'),
      anywhere('<|python_start|>'),
      { text: '[', where: 'line', bare: true },
    ],
    settledBy: 'name',
    body: { kind: 'json', nameKey: 'name', argumentsKey: 'parameters' },
    closers: [']', '<|python_end|>'],
    layout: { open: '', close: '' },
  },
}
