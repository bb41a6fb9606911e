/** The form the answer must take; tell them apart by `type`. */
export type ChatCompletionResponseFormat = ResponseFormatText | ResponseFormatJsonObject | ResponseFormatJsonSchema

/** Plain text; the default. */
export interface ResponseFormatText {
  /** Always `text`. */
  type: 'text'
}

/** Any JSON object. Prefer `json_schema`; with this one, say in the messages that you want JSON. */
export interface ResponseFormatJsonObject {
  /** Always `json_object`. */
  type: 'json_object'
}

/** JSON that matches a schema. */
export interface ResponseFormatJsonSchema {
  /** Always `json_schema`. */
  type: 'json_schema'
  /** The schema and its name. */
  json_schema: ResponseFormatJsonSchemaConfig
}

/** A schema for the answer, with its name. */
export interface ResponseFormatJsonSchemaConfig {
  /** Letters, digits, `_` and `-`, at most 64 characters. */
  name: string
  /** What the answer is for; the model reads it. */
  description?: string | null
  /** The JSON Schema the answer must match. */
  schema?: ResponseFormatJsonSchemaSchema | null
  /** Force the answer to match `schema` exactly. Default false. */
  strict?: boolean | null
}

/** A JSON Schema object. */
export type ResponseFormatJsonSchemaSchema = Readonly<Record<string, unknown>>
