/** A tool the model may call; tell them apart by `type`. */
export type ChatCompletionRequestTool = ChatCompletionTool | CustomToolChatCompletions

/** A function the model may call with JSON arguments. */
export interface ChatCompletionTool {
  /** Always `function`. */
  type: 'function'
  /** The function. */
  function: FunctionObject
}

/** A function the model may call. */
export interface FunctionObject {
  /** Letters, digits, `_` and `-`, at most 64 characters; unique among the tools. */
  name: string
  /** What the function does; the model reads it to decide when and how to call. */
  description?: string | null
  /** JSON Schema of the arguments. Left out: the function takes none. */
  parameters?: FunctionParameters | null
  /** Force the arguments to match `parameters` exactly. Default false. */
  strict?: boolean | null
}

/** A JSON Schema object that describes a function's arguments. */
export type FunctionParameters = Readonly<Record<string, unknown>>

/** A tool the model calls with text, free or in a grammar. */
export interface CustomToolChatCompletions {
  /** Always `custom`. */
  type: 'custom'
  /** The tool. */
  custom: CustomTool
}

/** A tool the model calls with text. */
export interface CustomTool {
  /** Letters, digits, `_` and `-`, at most 64 characters; unique among the tools. */
  name: string
  /** What the tool does; the model reads it to decide when and how to call. */
  description?: string | null
  /** The input's format. Default: free text. */
  format?: CustomToolFormat | null
}

/** The format of a custom tool's input; tell them apart by `type`. */
export type CustomToolFormat = CustomToolTextFormat | CustomToolGrammarFormat

/** Free text. */
export interface CustomToolTextFormat {
  /** Always `text`. */
  type: 'text'
}

/** Text in a grammar. */
export interface CustomToolGrammarFormat {
  /** Always `grammar`. */
  type: 'grammar'
  /** The grammar. */
  grammar: CustomToolGrammar
}

/** A grammar the input must match. */
export interface CustomToolGrammar {
  /** The grammar's text. */
  definition: string
  /** The language of `definition`. */
  syntax: 'lark' | 'regex'
}

/** @deprecated Use {@link FunctionObject} in `tools`. A function the model may call. */
export interface ChatCompletionFunctions {
  /** Letters, digits, `_` and `-`, at most 64 characters; unique among the functions. */
  name: string
  /** What the function does; the model reads it to decide when and how to call. */
  description?: string | null
  /** JSON Schema of the arguments. Left out: the function takes none. */
  parameters?: FunctionParameters | null
}
