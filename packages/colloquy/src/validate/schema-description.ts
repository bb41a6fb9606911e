/** What a named schema and its fields are for. */
export interface SchemaDescription {
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
}
