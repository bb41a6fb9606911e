/** What a lane asks with, besides the messages. */
export interface Settings {
  /** Empty until the server's models are known. */
  readonly model: string
  /** The system message; empty for none. */
  readonly system: string
  /** Fields of the request that were set. What is not here is not sent: unset is not the same as the default. */
  readonly fields: Readonly<Record<string, unknown>>
  /** JSON text of `tools`, as it is being written; empty for none. */
  readonly tools: string
  /** JSON text of `response_format`, as it is being written; empty for none. */
  readonly responseFormat: string
}

export const defaultSettings: Settings = { model: '', system: '', fields: {}, tools: '', responseFormat: '' }
