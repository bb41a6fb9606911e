import type {
  ChatCompletion,
  ChatCompletionRequest,
  ChatCompletionRequestRole,
  ChatCompletionStoredContentPart,
  Metadata,
} from 'colloquy/protocol'

/** A completion that is to be kept. */
export interface CompletionRecord {
  readonly completion: StoredCompletion
  /** The conversation it answered, oldest first. */
  readonly messages: readonly StoredMessage[]
}

/**
 * A message of the conversation, with the other fields it was sent with. The published type says `assistant` for every
 * role; OpenAI's endpoint gives back the role that was sent, and so does this.
 */
export interface StoredMessage {
  /** The completion's id and the message's place. */
  readonly id: string
  readonly role: ChatCompletionRequestRole
  /** The text; what was sent in parts is joined. */
  readonly content: string | null
  /** The text and image parts, where it was sent in parts. */
  readonly content_parts: readonly ChatCompletionStoredContentPart[] | null
}

/** A completion as the stored-completion endpoints show it: OpenAI adds what was asked to what was answered. */
export interface StoredCompletion extends ChatCompletion, Readonly<Required<Pick<ChatCompletionRequest, EchoedField>>> {
  metadata: Metadata
  /** The `x-request-id` it was created under. */
  request_id: string
  /** The request's `user`. */
  input_user: string | null
}

/** Fields of the request that a stored completion repeats, with their default where they were left out. */
export type EchoedField =
  | 'frequency_penalty'
  | 'presence_penalty'
  | 'response_format'
  | 'seed'
  | 'temperature'
  | 'tool_choice'
  | 'tools'
  | 'top_p'

/** Which completions of an owner to list, and from where. */
export interface CompletionQuery {
  readonly model?: string | undefined
  /** Every pair must be there. */
  readonly metadata?: Metadata | undefined
  /** The last id of the page before. */
  readonly after?: string | undefined
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

/** Some of a list, and whether more follows. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly hasMore: boolean
}

/**
 * Stored completions. Everything belongs to an owner, and is not there for any other. `undefined` and `false` say that
 * there is no such completion.
 */
export interface CompletionStore {
  /** Keeps a completion; ids are new, so nothing is replaced. */
  add(owner: string, record: CompletionRecord): Promise<void>
  get(owner: string, id: string): Promise<StoredCompletion | undefined>
  /** By the order they were added in; undefined where `after` names none. It may name one that was deleted since. */
  list(owner: string, query: CompletionQuery): Promise<Page<StoredCompletion> | undefined>
  messages(owner: string, id: string): Promise<readonly StoredMessage[] | undefined>
  /** Puts other metadata in place of what there was. */
  update(owner: string, id: string, metadata: Metadata): Promise<StoredCompletion | undefined>
  delete(owner: string, id: string): Promise<boolean>
  /**
   * Deletes for good the completions of all owners that were added before a time (milliseconds since 1970), and what
   * was left of those that were deleted before. Returns how many.
   */
  prune(before: number): Promise<number>
}
