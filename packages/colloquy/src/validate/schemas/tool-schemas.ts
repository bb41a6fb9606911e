import type {
  ChatCompletionAllowedTools,
  ChatCompletionAllowedToolsChoice,
  ChatCompletionFunctionCallOption,
  ChatCompletionFunctions,
  ChatCompletionNamedToolChoice,
  ChatCompletionNamedToolChoiceCustom,
  ChatCompletionRequestTool,
  ChatCompletionTool,
  ChatCompletionToolChoiceOption,
  ChatCompletionToolName,
  CustomTool,
  CustomToolChatCompletions,
  CustomToolFormat,
  CustomToolGrammar,
  CustomToolGrammarFormat,
  CustomToolTextFormat,
  FunctionObject,
  FunctionParameters,
} from '../../protocol/index.ts'
import {
  array,
  boolean,
  byField,
  byType,
  jsonObject,
  literal,
  maybe,
  object,
  oneOf,
  string,
  type ObjectSchemaOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'

/** The name of a tool, a function or a JSON schema. */
export const definedName: Schema<string> = string({
  minLength: 1,
  maxLength: 64,
  pattern: /^[a-zA-Z0-9_-]*$/,
  patternText: 'made of the letters a-z and A-Z, digits, `_` and `-`',
})

/** A JSON Schema of arguments. */
export const functionParameters: Schema<FunctionParameters> = jsonObject({ name: 'FunctionParameters' })

/** A function the model may call. */
export const functionObject: Schema<FunctionObject> = object('FunctionObject', {
  name: definedName,
  description: maybe(string()),
  parameters: maybe(functionParameters),
  strict: maybe(boolean(), { default: false }),
})

/** A function tool. */
export const chatCompletionTool: ObjectSchemaOf<ChatCompletionTool> = object('ChatCompletionTool', {
  type: literal('function'),
  function: functionObject,
})

const customToolTextFormat: ObjectSchemaOf<CustomToolTextFormat> = object('CustomToolTextFormat', {
  type: literal('text'),
})

const customToolGrammar: Schema<CustomToolGrammar> = object('CustomToolGrammar', {
  definition: string(),
  syntax: oneOf(['lark', 'regex']),
})

const customToolGrammarFormat: ObjectSchemaOf<CustomToolGrammarFormat> = object('CustomToolGrammarFormat', {
  type: literal('grammar'),
  grammar: customToolGrammar,
})

const customToolFormat: Schema<CustomToolFormat> = byField('type', {
  text: customToolTextFormat,
  grammar: customToolGrammarFormat,
})

const customTool: Schema<CustomTool> = object('CustomTool', {
  name: definedName,
  description: maybe(string()),
  format: maybe(customToolFormat),
})

/** A custom tool. */
export const customToolChatCompletions: ObjectSchemaOf<CustomToolChatCompletions> = object(
  'CustomToolChatCompletions',
  { type: literal('custom'), custom: customTool },
)

/** A tool of either kind; servers know more kinds. */
export const requestTool: Schema<ChatCompletionRequestTool> = byField(
  'type',
  { function: chatCompletionTool, custom: customToolChatCompletions },
  { name: 'ChatCompletionRequestTool', open: true },
)

const toolName: Schema<ChatCompletionToolName> = object('ChatCompletionToolName', { name: string() })

/** Forces a function tool. */
export const namedToolChoice: ObjectSchemaOf<ChatCompletionNamedToolChoice> = object('ChatCompletionNamedToolChoice', {
  type: literal('function'),
  function: toolName,
})

/** Forces a custom tool. */
export const namedToolChoiceCustom: ObjectSchemaOf<ChatCompletionNamedToolChoiceCustom> = object(
  'ChatCompletionNamedToolChoiceCustom',
  { type: literal('custom'), custom: toolName },
)

/** The tools of this turn. */
export const allowedTools: Schema<ChatCompletionAllowedTools> = object('ChatCompletionAllowedTools', {
  mode: oneOf(['auto', 'required']),
  tools: array(jsonObject(), { minItems: 1 }),
})

/** Narrows the tools for this turn. */
export const allowedToolsChoice: ObjectSchemaOf<ChatCompletionAllowedToolsChoice> = object(
  'ChatCompletionAllowedToolsChoice',
  { type: literal('allowed_tools'), allowed_tools: allowedTools },
)

const toolChoiceObject: Schema<Exclude<ChatCompletionToolChoiceOption, string>> = byField(
  'type',
  { function: namedToolChoice, custom: namedToolChoiceCustom, allowed_tools: allowedToolsChoice },
  { open: true },
)

/** `tool_choice`. */
export const toolChoiceOption: Schema<ChatCompletionToolChoiceOption> = byType(
  { string: oneOf(['none', 'auto', 'required']), object: toolChoiceObject },
  { name: 'ChatCompletionToolChoiceOption' },
)

/** Forces a function of `functions`. */
export const functionCallOption: Schema<ChatCompletionFunctionCallOption> = object('ChatCompletionFunctionCallOption', {
  name: string(),
})

/** A function of `functions`. */
export const chatCompletionFunctions: Schema<ChatCompletionFunctions> = object('ChatCompletionFunctions', {
  name: definedName,
  description: maybe(string()),
  parameters: maybe(functionParameters),
})
