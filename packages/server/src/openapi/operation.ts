/** A parameter in the path or the query. */
export interface OperationParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description: string
  readonly schema: object
  readonly required?: boolean
  readonly style?: 'deepObject'
  readonly explode?: boolean
}

/** One operation of the API, as the document and its page tell it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete'
  /** With `{name}` where a part varies. */
  readonly path: string
  /** The published operation id where there is one. */
  readonly id: string
  readonly summary: string
  readonly parameters?: readonly OperationParameter[]
  /** Name of the published schema of the body. */
  readonly body?: string
  /** Name of the published schema of the answer, or the media type where it is no JSON. */
  readonly answer: string
  /** Name of the schema of each event, where the answer may be a stream. */
  readonly events?: string
  /** Statuses that this operation refuses with. */
  readonly refusals: readonly number[]
  /** True where there is no such operation without a store. */
  readonly needsStore?: true
  /** True where it answers without a key. */
  readonly open?: true
}
