import type { FunctionParameters } from '../protocol/index.ts'
import type { StandardSchema } from './standard-schema.ts'

/** A tool in the shape of openai's helper: the function beside its description. */
export interface InlineTool {
  readonly type: 'function'
  readonly function: {
    readonly name?: string | undefined
    readonly description?: string
    readonly parameters?: FunctionParameters | StandardSchema
    readonly strict?: boolean
    /** Makes the arguments of their text; without it, and without a Standard Schema, the function gets the text. */
    parse?(this: void, text: string): unknown
    function(args: unknown, ...extra: unknown[]): unknown
  }
}
