import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionFunctionCall,
  ChatCompletionMessageCustomToolCall,
  ChatCompletionMessageToolCall,
  ChatCompletionRequest,
  ChatCompletionResponseFormat,
  ChatCompletionResponseMessage,
  ChatCompletionToolCall,
  CustomToolChatCompletions,
  FunctionObject,
  FunctionParameters,
  ResponseFormatJsonSchemaConfig,
} from '../protocol/index.ts'
import type { FromJsonSchema } from './from-json-schema.ts'
import type { OutputOf, StandardSchema } from './standard-schema.ts'

/** A request whose tools and format may be given by Standard Schemas. Which ones is inferred, piece by piece. */
export type TypedRequest<Stream, Tools, Format> = Omit<
  ChatCompletionRequest,
  'stream' | 'tools' | 'response_format'
> & {
  /** Stream the answer in chunks. Default false. */
  stream?: Stream
  /** The tools the model may call; `parameters` may be a Standard Schema. */
  tools?: Tools & Spelled<Tools>
  /** The form the answer must take; a Standard Schema stands for the JSON it describes. */
  response_format?: Format
}

/** A tool; the parameters of a function may be given by a Standard Schema. */
export type TypedTool = TypedFunctionTool | CustomToolChatCompletions

/** A function the model may call, whose parameters may be given by a Standard Schema. */
export interface TypedFunctionTool {
  readonly type: 'function'
  readonly function: Omit<FunctionObject, 'parameters'> & {
    readonly parameters?: FunctionParameters | StandardSchema | null
  }
}

/** The form of an answer, which may be given by a Standard Schema. */
export type TypedFormat = ChatCompletionResponseFormat | TypedFormatConfig | StandardSchema

/** The published form, with a Standard Schema in the place of the JSON Schema. */
export interface TypedFormatConfig {
  readonly type: 'json_schema'
  readonly json_schema: Omit<ResponseFormatJsonSchemaConfig, 'schema'> & { readonly schema: StandardSchema }
}

/** Refuses keys that no function has: a list whose type is inferred would take them silently. */
export type Spelled<Tools> = Tools extends readonly unknown[]
  ? { readonly [At in keyof Tools]: SpelledTool<Tools[At]> }
  : unknown

type SpelledTool<Tool> = Tool extends { readonly function: infer Described }
  ? Tool & { readonly function: { readonly [Key in Exclude<keyof Described, keyof FunctionObject>]?: never } }
  : Tool

/** What tools may be passed. */
export type TypedTools = readonly TypedTool[] | null | undefined

/** What a request is answered with: as on the wire, and with parsed values where it brought Standard Schemas. */
export type AnswerTo<Tools, Format> = [
  Extract<ParametersOf<ToolOf<Tools>> | SchemaOf<Format>, StandardSchema>,
] extends [never]
  ? ChatCompletion
  : ParsedAnswerTo<Tools, Format>

/** What a request is answered with whose answer is parsed whatever the kind of its schemas. */
export type ParsedAnswerTo<Tools, Format> = ParsedChatCompletion<CallOf<ToolOf<Tools>>, ParsedOf<SchemaOf<Format>>>

/** A completion whose calls and content have been parsed and validated. */
export interface ParsedChatCompletion<Call extends ChatCompletionToolCall, Parsed> extends ChatCompletion {
  choices: ParsedChoice<Call, Parsed>[]
}

/** A choice whose calls and content have been parsed and validated. */
export interface ParsedChoice<Call extends ChatCompletionToolCall, Parsed> extends ChatCompletionChoice {
  message: ParsedMessage<Call, Parsed>
}

/** A message whose calls and content have been parsed and validated. */
export interface ParsedMessage<Call extends ChatCompletionToolCall, Parsed> extends ChatCompletionResponseMessage {
  /** The calls, each with its parsed arguments. */
  tool_calls?: Call[]
  /** The content as the value of the request's format; null where the model called tools or refused. */
  parsed: Parsed | null
}

/** A call of a function whose arguments have been parsed and validated. */
export interface ParsedToolCall<Name extends string, Arguments> extends ChatCompletionMessageToolCall {
  function: ParsedFunctionCall<Name, Arguments>
}

/** A function's name and its parsed and validated arguments. */
export interface ParsedFunctionCall<Name extends string, Arguments> extends ChatCompletionFunctionCall {
  name: Name
  /** The arguments as the tool's schema gives them. */
  parsed_arguments: Arguments
}

/** Each member of the union by itself: tools that were hoisted out of the call are a plain list. */
type ToolOf<Tools> = Tools extends readonly (infer Tool)[] ? Tool : never

type ParametersOf<Tool> = Tool extends { readonly function: { readonly parameters?: infer Parameters } }
  ? Parameters
  : never

type CallOf<Tool> = [Tool] extends [never]
  ? ChatCompletionToolCall
  : Tool extends { readonly type: 'custom' }
    ? ChatCompletionMessageCustomToolCall
    : Tool extends { readonly function: { readonly name: infer Name extends string } }
      ? ParsedToolCall<Name, ParsedOf<ParametersOf<Tool>>>
      : never

type SchemaOf<Format> = Format extends { readonly json_schema: { readonly schema?: infer Schema } } ? Schema : Format

type ParsedOf<Schema> = Schema extends StandardSchema ? OutputOf<Schema> : FromJsonSchema<Schema>
