/** Whether the model may, must or must not call tools, and which; the modes are strings, the rest tells by `type`. */
export type ChatCompletionToolChoiceOption =
  | ChatCompletionToolChoiceMode
  | ChatCompletionAllowedToolsChoice
  | ChatCompletionNamedToolChoice
  | ChatCompletionNamedToolChoiceCustom

/** `none`: no tool. `auto`: the model decides. `required`: at least one tool. */
export type ChatCompletionToolChoiceMode = 'none' | 'auto' | 'required'

/** Forces one function tool. */
export interface ChatCompletionNamedToolChoice {
  /** Always `function`. */
  type: 'function'
  /** The function to call. */
  function: ChatCompletionToolName
}

/** Forces one custom tool. */
export interface ChatCompletionNamedToolChoiceCustom {
  /** Always `custom`. */
  type: 'custom'
  /** The tool to call. */
  custom: ChatCompletionToolName
}

/** The name of a tool in `tools`. */
export interface ChatCompletionToolName {
  /** The name of a tool in `tools`. */
  name: string
}

/** Narrows the tools for this turn without changing `tools`, so that a cached prompt stays valid. */
export interface ChatCompletionAllowedToolsChoice {
  /** Always `allowed_tools`. */
  type: 'allowed_tools'
  /** The tools and whether one must be called. */
  allowed_tools: ChatCompletionAllowedTools
}

/** The tools of this turn and whether one must be called. */
export interface ChatCompletionAllowedTools {
  /** `auto`: any of them or a plain answer. `required`: at least one of them. */
  mode: 'auto' | 'required'
  /** References to tools in `tools`. */
  tools: readonly ChatCompletionAllowedTool[]
}

/**
 * A reference to a tool in `tools`: `{ type: 'function', function: { name } }` or `{ type: 'custom', custom: { name } }`.
 * The published schema leaves its members open.
 */
export type ChatCompletionAllowedTool = Readonly<Record<string, unknown>>

/** @deprecated Use {@link ChatCompletionNamedToolChoice}. Forces one function. */
export interface ChatCompletionFunctionCallOption {
  /** The name of a function in `functions`. */
  name: string
}
