import type { ArgumentsOf, RunnableTool } from '../tools/define-tool.ts'
import type { StandardSchema } from '../tools/standard-schema.ts'

/** A tool without the function that does its work: its calls are parsed, and left to the caller. */
export interface NamedTool<Name extends string, Schema extends StandardSchema> {
  /** Always `function`. */
  readonly type: 'function'
  /** What the model is told; the schema is written as JSON Schema when it is sent. */
  readonly function: {
    readonly name: Name
    readonly description?: string
    readonly strict: true
    readonly parameters: Schema
  }
}

/** What {@link zodFunction} needs to know. */
export interface ZodFunctionOptions<Name extends string, Schema extends StandardSchema> {
  /** Letters, digits, `_` and `-`, at most 64 characters. */
  name: Name
  /** The schema of the arguments. */
  parameters: Schema
  /** What the function does; the model reads it to decide when and how to call. Default: the model is told nothing. */
  description?: string
}

/**
 * Describes a function by a schema, as openai's helper of this name does, so that programs written for it move. Any
 * Standard Schema will do; with `function` it is a tool for `runTools`.
 */
export function zodFunction<const Name extends string, const Schema extends StandardSchema>(
  options: ZodFunctionOptions<Name, Schema> & { function: (args: ArgumentsOf<Schema>) => unknown },
): RunnableTool<Name, Schema>
export function zodFunction<const Name extends string, const Schema extends StandardSchema>(
  options: ZodFunctionOptions<Name, Schema>,
): NamedTool<Name, Schema>
export function zodFunction({
  name,
  parameters,
  description,
  function: run,
}: ZodFunctionOptions<string, StandardSchema> & { function?: (args: never) => unknown }): object {
  const described = { name, ...(description !== undefined && { description }), strict: true, parameters }
  return { type: 'function', function: described, ...(run && { run }) }
}
