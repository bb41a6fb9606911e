import type { ChatCompletion } from './completion.ts'
import type {
  ChatCompletionRequestMessageContentPartImage,
  ChatCompletionRequestMessageContentPartText,
} from './content-part.ts'
import type { Metadata } from './metadata.ts'
import type { ChatCompletionResponseMessage } from './response-message.ts'

/** A page of stored completions: those created with `store: true`. */
export interface ChatCompletionList {
  /** Always `list`. */
  object: 'list'
  /** The completions of this page. */
  data: ChatCompletion[]
  /** Id of the first one; null on an empty page. */
  first_id: string | null
  /** Id of the last one, to ask for the next page with `after`; null on an empty page. */
  last_id: string | null
  /** Whether another page follows. */
  has_more: boolean
}

/** A page of the messages of a stored completion. */
export interface ChatCompletionMessageList {
  /** Always `list`. */
  object: 'list'
  /** The messages of this page. */
  data: ChatCompletionStoredMessage[]
  /** Id of the first one; null on an empty page. */
  first_id: string | null
  /** Id of the last one, to ask for the next page with `after`; null on an empty page. */
  last_id: string | null
  /** Whether another page follows. */
  has_more: boolean
}

/** A message of a stored completion. */
export interface ChatCompletionStoredMessage extends ChatCompletionResponseMessage {
  /** The message's id. */
  id: string
  /** The text and image parts, where the message was sent in parts; else null. */
  content_parts?: ChatCompletionStoredContentPart[] | null
}

/** A part of a stored message; tell them apart by `type`. */
export type ChatCompletionStoredContentPart =
  | ChatCompletionRequestMessageContentPartText
  | ChatCompletionRequestMessageContentPartImage

/** Confirms that a stored completion is gone. */
export interface ChatCompletionDeleted {
  /** Always `chat.completion.deleted`. */
  object: 'chat.completion.deleted'
  /** The completion's id. */
  id: string
  /** True where it is gone. */
  deleted: boolean
}

/** Changes a stored completion; only its metadata can change. */
export interface UpdateChatCompletionRequest {
  /** The new pairs, in place of the old; null removes them. */
  metadata: Metadata | null
}

/** Which messages of a stored completion to list. */
export interface GetChatCompletionMessagesQuery {
  /** The last id of the page before. */
  after?: string
  /** How many per page. Default 20. */
  limit?: number
  /** By time, oldest first (`asc`, the default) or newest first. */
  order?: 'asc' | 'desc'
}

/** Which stored completions to list. */
export interface ListChatCompletionsQuery extends GetChatCompletionMessagesQuery {
  /** Only those of this model. */
  model?: string
  /** Only those with these pairs; on the wire `metadata[key]=value`. */
  metadata?: Metadata
}
