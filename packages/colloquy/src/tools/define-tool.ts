import type { FunctionParameters } from '../protocol/index.ts'
import type { FromJsonSchema } from './from-json-schema.ts'
import type { OutputOf, StandardSchema } from './standard-schema.ts'

/** What a tool may know of the call it answers. */
export interface ToolContext {
  /** The id the model gave to the call. */
  readonly callId: string
  /** Aborted when the run is, or when the tool's time is over. */
  readonly signal: AbortSignal
}

/** The type of the arguments a tool is called with. */
export type ArgumentsOf<Schema> = Schema extends StandardSchema ? OutputOf<Schema> : FromJsonSchema<Schema>

/** A tool and the function that does its work. Goes into `tools` of any request. */
export interface RunnableTool<Name extends string = string, Schema = unknown> {
  readonly type: 'function'
  readonly function: {
    readonly name: Name
    readonly description?: string
    readonly parameters: Schema & (FunctionParameters | StandardSchema)
    readonly strict?: boolean
  }
  /** Does the work. What it gives is sent to the model, as JSON unless it is a text; what it throws, too. */
  run(args: ArgumentsOf<Schema>, context: ToolContext): unknown
  /** Most milliseconds one call may take; passing it is an error the model is told of. */
  readonly timeout?: number | undefined
}

/** What {@link defineTool} needs to know. */
export interface ToolDefinition<Name extends string, Schema extends FunctionParameters | StandardSchema> {
  /** Letters, digits, `_` and `-`, at most 64 characters. */
  name: Name
  /** What the tool does; the model reads it to decide when and how to call. */
  description?: string
  /** Standard Schema or JSON Schema of the arguments. Arguments are validated by a Standard Schema only. */
  parameters: Schema
  /** Force the arguments to match. Default: with a Standard Schema, wherever strict mode can say the same. */
  strict?: boolean
  /** Most milliseconds one call may take. Default: no limit but the run's. */
  timeout?: number
  /** Does the work. */
  run: (args: ArgumentsOf<Schema>, context: ToolContext) => unknown
}

/**
 * Joins a tool's description and the function that does its work; its name and the type of its arguments are kept.
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
