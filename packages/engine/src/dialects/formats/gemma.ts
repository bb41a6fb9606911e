import { anywhere, type CallDialect } from '../dialect.ts'

/** `call:name{key:"text",other:1}`, where `"` is a mark of the model's own. */
function braced(open: string, close: string, quote: string): CallDialect {
  return {
    name: 'gemma',
    calls: {
      openers: [anywhere(open)],
      settledBy: 'opener',
      body: { kind: 'braced', beforeName: 'call:', quote },
      closers: [close],
      layout: { open, between: close + open, close },
    },
  }
}

/** `<start_function_call>call:f{a:<escape>x<escape>}<end_function_call>`: FunctionGemma. */
export const functionGemma: CallDialect = braced('<start_function_call>', '<end_function_call>', '<escape>')

/** `<|tool_call>call:f{a:<|"|>x<|"|>}<tool_call|>`: Gemma 4. */
export const gemma4: CallDialect = braced('<|tool_call>', '<tool_call|>', '<|"|>')
