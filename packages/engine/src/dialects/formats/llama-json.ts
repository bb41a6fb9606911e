import { anywhere, type CallDialect } from '../dialect.ts'

/**
 * `{"name": …, "parameters": {…}}` as the whole answer, perhaps behind `<|python_tag|>`: Llama 3.1 to 3.3. Their
 * templates allow one call an answer. Behind the tag there may also be Python code for an interpreter, which is content.
 */
export const llamaJson: CallDialect = {
  name: 'llama-json',
  calls: {
    openers: [{ text: '{', where: 'line', bare: true }, anywhere('<|python_tag|>')],
    settledBy: 'name',
    body: { kind: 'json', nameKey: 'name', argumentsKey: 'parameters' },
    closers: [],
    layout: { open: '', close: '' },
  },
}
