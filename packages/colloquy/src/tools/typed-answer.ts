import { callbackError } from '../errors/callback-error.ts'
import { InvalidResponseError } from '../errors/colloquy-error.ts'
import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionRequest,
  ChatCompletionRequestTool,
  ChatCompletionResponseFormat,
} from '../protocol/index.ts'
import type { RunnableTool } from './define-tool.ts'
import { readBySchema, schemaOnTheWire } from './schema-reader.ts'
import { isStandardSchema, type StandardSchema } from './standard-schema.ts'
import type { TypedFormat, TypedFormatConfig, TypedFunctionTool, TypedTool } from './typed-request.ts'

/** A request as callers write it: some of its schemas may be Standard Schemas, some of its tools bring their work. */
export interface SchemaRequest extends Omit<ChatCompletionRequest, 'stream' | 'tools' | 'response_format'> {
  readonly stream?: boolean | null | undefined
  readonly tools?: readonly (TypedTool | RunnableTool)[] | null | undefined
  readonly response_format?: TypedFormat | null | undefined
}

/** A request as it goes over the wire, and what makes a typed answer of the answer to it. */
export interface TypedExchange {
  readonly request: ChatCompletionRequest
  /** Parses and validates. Throws `InvalidResponseError` for what does not fit, `CallbackError` where a schema throws; `partial` is the completion. */
  readonly finish: (completion: ChatCompletion) => ChatCompletion | Promise<ChatCompletion>
}

/**
 * Writes the Standard Schemas of a request as JSON Schemas. A request without any goes as it is, and so does its
 * answer, unless `always` asks to parse whatever JSON the request asked for.
 */
export function typedExchange(request: SchemaRequest, { always = false }: { always?: boolean } = {}): TypedExchange {
  if (isPlain(request)) return { request, finish: always ? parseChoices(request) : asItCame }
  const { stream, tools, response_format: format, ...rest } = request
  const sent: ChatCompletionRequest = {
    ...rest,
    ...(stream !== undefined && { stream }),
    ...(tools && { tools: tools.map((tool, at) => toolOnTheWire(tool, `tools[${at}]`)) }),
    ...(format && { response_format: formatOnTheWire(format) }),
  }
  return { request: sent, finish: parseChoices(request) }
}

/** Whether a request can be sent as it is. If `tools` is not a list, the server refuses it. */
function isPlain(request: SchemaRequest): request is ChatCompletionRequest {
  const { tools, response_format: format } = request
  if (isTyped(format)) return false
  return (
    !Array.isArray(tools) ||
    !tools.some((tool) => Object(tool) === tool && ('run' in tool || isStandardSchema(tool.function?.parameters)))
  )
}

function isTyped(format: TypedFormat | null | undefined): format is StandardSchema | TypedFormatConfig {
  return isStandardSchema(schemaOf(format))
}

/** The schema of an answer; undefined if the answer is not JSON, null if any JSON will do. */
function schemaOf(format: TypedFormat | null | undefined): unknown {
  if (!format || isStandardSchema(format)) return format ?? undefined
  if (format.type === 'json_schema') return format.json_schema?.schema ?? null
  return format.type === 'json_object' ? null : undefined
}

function toolOnTheWire(tool: TypedTool | RunnableTool, param: string): ChatCompletionRequestTool {
  if (tool.type === 'custom') return tool
  const { run: _, timeout: __, ...rest }: TypedFunctionTool & { run?: unknown; timeout?: unknown } = tool
  const { parameters, ...described } = tool.function
  if (!isStandardSchema(parameters)) return { ...rest, function: { ...described, ...(parameters && { parameters }) } }
  const { schema, strict } = schemaOnTheWire(parameters, param)
  return { ...rest, function: { strict, ...described, parameters: schema } }
}

function formatOnTheWire(format: TypedFormat): ChatCompletionResponseFormat {
  if (!isTyped(format)) return format
  const { schema, ...named } = isStandardSchema(format) ? { schema: format, name: 'answer' } : format.json_schema
  return { type: 'json_schema', json_schema: { ...schemaOnTheWire(schema, 'response_format'), ...named } }
}

const asItCame: TypedExchange['finish'] = (completion) => completion

/** Keeps of a request what its answer is read by: an open stream is not to hold its prompt. */
function parseChoices({ tools, response_format: format }: SchemaRequest): TypedExchange['finish'] {
  const schema = schemaOf(format)
  return async (completion) => {
    const read = async (text: string, by: unknown) => {
      try {
        return await readBySchema(text, by)
      } catch (error) {
        throw callbackError(error, completion)
      }
    }
    for (const { message, finish_reason } of completion.choices) {
      for (const call of message.tool_calls ?? []) {
        if (call.type !== 'function') continue
        const { name, arguments: text } = call.function
        const tool = tools?.find((each) => each.type === 'function' && each.function.name === name)
        const result = await read(text, tool?.type === 'function' && tool.function.parameters)
        if ('issues' in result) throw unfit(`The arguments of \`${name}\``, result.issues, finish_reason, completion)
        keep(call.function, 'parsed_arguments', result.value)
      }
      let value: unknown = null
      if (schema !== undefined && message.content && !message.refusal) {
        const result = await read(message.content, schema)
        if ('issues' in result) throw unfit('The content', result.issues, finish_reason, completion)
        value = result.value
      }
      keep(message, 'parsed', value)
    }
    return completion
  }
}

/** Keeps a value unlisted, so that an answer goes back to the server as it came. */
export function keep<T>(target: T, key: string, value: unknown): T {
  return Object.defineProperty(target, key, { value, writable: true })
}

function unfit(
  what: string,
  issues: string,
  reason: ChatCompletionChoice['finish_reason'],
  partial: ChatCompletion,
): InvalidResponseError {
  const hint = reason === 'length' ? ' It was cut at its token limit: raise `max_completion_tokens`.' : ''
  return new InvalidResponseError(`${what} does not fit the schema: ${issues}.${hint}`, { partial })
}
