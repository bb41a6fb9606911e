import type { ChatCompletionTool, CustomToolGrammar } from 'colloquy/protocol'

/** What the grammar of its calls must know of a tool. */
export interface FormedTool {
  readonly name: string
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** What the input of a custom tool is held to, where it has a grammar. */
  readonly inputGrammar?: CustomToolGrammar
  /** Where its schema or grammar stands in the request, for errors: `tools[0].function.parameters`. */
  readonly param: string
}

/** A tool the model may call. Models know functions only: a custom tool is a function of one string, its input. */
export interface CallableTool extends FormedTool {
  /** How its calls are told to the caller. */
  readonly kind: 'function' | 'custom'
  /** The tool as the model is told of it. */
  readonly definition: ChatCompletionTool
}
