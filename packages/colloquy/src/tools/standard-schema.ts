import { isRecord } from '../is-record.ts'

/**
 * A schema of any library that follows the Standard Schema specification (Zod, Valibot, ArkType and others) and can
 * write JSON Schema.
 *
 * Only what is needed is named. The type of a value is read from `types.output` alone, so that no library's own types
 * are walked.
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
    /** Writes the schema as JSON Schema. Valibot's schemas get it from its `toStandardJsonSchema`. */
    readonly jsonSchema: { readonly input: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown> }
  }
}

/** What a validation gives: the value, or what is wrong with it. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

/** One thing that is wrong with a value. */
export interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** The type of the values a schema gives. */
export type OutputOf<Schema> = Schema extends { readonly '~standard': { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly output: infer Output }
    ? Output
    : unknown
  : unknown

/** Tells a Standard Schema from a JSON Schema. Some libraries' schemas are functions. */
export function isStandardSchema(schema: unknown): schema is StandardSchema {
  return (typeof schema === 'function' || isRecord(schema)) && '~standard' in schema
}
