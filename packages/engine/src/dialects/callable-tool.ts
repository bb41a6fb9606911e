import type { ChatCompletionTool, CustomToolGrammar } from 'colloquy/protocol'

/** A tool the model may call. Models know functions only: a custom tool is a function of one string, its input. */
export interface CallableTool {
  readonly name: string
  /** How its calls are told to the caller. */
  readonly kind: 'function' | 'custom'
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** What the input of a custom tool is held to, where it has a grammar. */
  readonly inputGrammar?: CustomToolGrammar
  /** The tool as the model is told of it. */
  readonly definition: ChatCompletionTool
  /** Where its schema or grammar stands in the request, for errors: `tools[0].function.parameters`. */
  readonly param: string
}
