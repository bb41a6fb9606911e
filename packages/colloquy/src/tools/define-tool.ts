import type { FunctionParameters } from '../protocol/index.ts'
import type { FromJsonSchema } from './from-json-schema.ts'
import type { OutputOf, StandardSchema } from './standard-schema.ts'

/** What a tool's function learns about the call it answers. */
export interface ToolContext {
  /** The call's id, as the model gave it. */
  readonly callId: string
  /** Aborted when the run is aborted, or when the tool exceeds its timeout. */
  readonly signal: AbortSignal
}

/** The type of the arguments a tool is called with. */
export type ArgumentsOf<Schema> = Schema extends StandardSchema ? OutputOf<Schema> : FromJsonSchema<Schema>

/** A tool and the function that does its work. It can be put into `tools` of any request. */
export interface RunnableTool<Name extends string = string, Schema = unknown> {
  readonly type: 'function'
  readonly function: {
    readonly name: Name
    readonly description?: string
    readonly parameters: Schema & (FunctionParameters | StandardSchema)
    readonly strict?: boolean
  }
  /** Does the work. Its result is sent to the model, as JSON unless it is a string; so is an error it throws. */
  run(args: ArgumentsOf<Schema>, context: ToolContext): unknown
  /** Milliseconds one call may take. If it takes longer, the model is told of an error. */
  readonly timeout?: number | undefined
}

/** The description of a tool, for {@link defineTool}. */
export interface ToolDefinition<Name extends string, Schema extends FunctionParameters | StandardSchema> {
  /** Letters, digits, `_` and `-`, at most 64 characters. */
  name: Name
  /** What the tool does. The model reads it to decide when and how to call the tool. */
  description?: string
  /** The arguments, as a Standard Schema or a JSON Schema. Only a Standard Schema validates them. */
  parameters: Schema
  /** Makes the model follow the schema exactly. Default: true for a Standard Schema that strict mode can express. */
  strict?: boolean
  /** Milliseconds one call may take. Default: only the run's own limit. */
  timeout?: number
  /** Does the work. */
  run: (args: ArgumentsOf<Schema>, context: ToolContext) => unknown
}

/**
 * Joins a tool's description to the function that does its work. The result's type keeps the name and the arguments.
 *
 * @example
 * const weather = defineTool({
 *   name: 'weather',
 *   parameters: z.object({ city: z.string() }),
 *   run: async ({ city }, { signal }) => lookUp(city, signal),
 * })
 */
export function defineTool<const Name extends string, const Schema extends FunctionParameters | StandardSchema>({
  name,
  description,
  parameters,
  strict,
  timeout,
  run,
}: ToolDefinition<Name, Schema>): RunnableTool<Name, Schema> {
  return {
    type: 'function',
    function: {
      name,
      ...(description !== undefined && { description }),
      parameters,
      ...(strict !== undefined && { strict }),
    },
    run,
    timeout,
  }
}
