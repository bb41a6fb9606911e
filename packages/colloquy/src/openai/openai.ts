import type { Chat } from '../client/chat.ts'
import { Colloquy } from '../client/client.ts'
import type { ColloquyOptions } from '../client/colloquy-options.ts'
import type { OpenAiOptions } from '../client/openai-options.ts'
import type { RequestOptions } from '../client/options.ts'
import { iterable, Page } from '../client/page.ts'
import {
  AbortError,
  AuthenticationError,
  ColloquyError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../errors/colloquy-error.ts'
import type * as ChatNames from './chat-names.ts'
import type * as Names from './names.ts'

/** Options of {@link OpenAI}: those of {@link Colloquy}, and the names openai's client has for some of them. */
export type OpenAIOptions = ColloquyOptions & OpenAiOptions

/**
 * {@link Colloquy} for programs written for openai's client: they move by changing their import.
 *
 * @example
 * import OpenAI from 'colloquy/openai'
 * const client = new OpenAI({ maxRetries: 3 })
 * const completion = await client.chat.completions.create({ model, messages })
 */
export class OpenAI {
  /** Chat completions, below `chat.completions`. */
  readonly chat: Chat
  /** The models on offer. */
  readonly models: OpenAIModels
  readonly #options: OpenAIOptions

  /** Any error; {@link ColloquyError} here. */
  static readonly APIError: typeof ColloquyError = ColloquyError
  /** No connection, or it broke; {@link ConnectionError} here. */
  static readonly APIConnectionError: typeof ConnectionError = ConnectionError
  /** A limit of time was passed; {@link TimeoutError} here. */
  static readonly APIConnectionTimeoutError: typeof TimeoutError = TimeoutError
  /** The caller stopped the work; {@link AbortError} here. */
  static readonly APIUserAbortError: typeof AbortError = AbortError
  /** The request is wrong; {@link InvalidRequestError} here. */
  static readonly BadRequestError: typeof InvalidRequestError = InvalidRequestError
  /** The request is wrong, in the words of servers that answer 422; {@link InvalidRequestError} here. */
  static readonly UnprocessableEntityError: typeof InvalidRequestError = InvalidRequestError
  /** No key, or a wrong one. */
  static readonly AuthenticationError: typeof AuthenticationError = AuthenticationError
  /** The key may not do this. */
  static readonly PermissionDeniedError: typeof PermissionDeniedError = PermissionDeniedError
  /** What was asked for does not exist. */
  static readonly NotFoundError: typeof NotFoundError = NotFoundError
  /** The request clashes with another one. */
  static readonly ConflictError: typeof ConflictError = ConflictError
  /** Too many requests, or the quota is spent. */
  static readonly RateLimitError: typeof RateLimitError = RateLimitError
  /** The server failed; {@link ServerError} here. */
  static readonly InternalServerError: typeof ServerError = ServerError

  constructor(options: OpenAIOptions = {}) {
    const { chat, models } = new Colloquy(options)
    this.#options = options
    this.chat = chat
    this.models = { list: (asked) => onePage(models.list(asked)) }
  }

  /** The same client with some options changed. */
  withOptions(options: OpenAIOptions): OpenAI {
    return new OpenAI({ ...this.#options, ...options })
  }
}

/** Types, where programs find them on openai's class: `OpenAI.Chat.ChatCompletionMessageParam`, `OpenAI.ChatCompletion`. */
export declare namespace OpenAI {
  export { ChatNames as Chat }
  export type ChatCompletion = Names.ChatCompletion
  export type ChatCompletionAssistantMessageParam = Names.ChatCompletionAssistantMessageParam
  export type ChatCompletionChunk = Names.ChatCompletionChunk
  export type ChatCompletionContentPart = Names.ChatCompletionContentPart
  export type ChatCompletionContentPartImage = Names.ChatCompletionContentPartImage
  export type ChatCompletionContentPartInputAudio = Names.ChatCompletionContentPartInputAudio
  export type ChatCompletionContentPartText = Names.ChatCompletionContentPartText
  export type ChatCompletionCreateParams = Names.ChatCompletionCreateParams
  export type ChatCompletionCreateParamsNonStreaming = Names.ChatCompletionCreateParamsNonStreaming
  export type ChatCompletionCreateParamsStreaming = Names.ChatCompletionCreateParamsStreaming
  export type ChatCompletionCustomTool = Names.ChatCompletionCustomTool
  export type ChatCompletionDeveloperMessageParam = Names.ChatCompletionDeveloperMessageParam
  export type ChatCompletionFunctionTool = Names.ChatCompletionFunctionTool
  export type ChatCompletionMessage = Names.ChatCompletionMessage
  export type ChatCompletionMessageFunctionToolCall = Names.ChatCompletionMessageFunctionToolCall
  export type ChatCompletionMessageParam = Names.ChatCompletionMessageParam
  export type ChatCompletionMessageToolCall = Names.ChatCompletionMessageToolCall
  export type ChatCompletionRole = Names.ChatCompletionRole
  export type ChatCompletionSystemMessageParam = Names.ChatCompletionSystemMessageParam
  export type ChatCompletionTokenLogprob = Names.ChatCompletionTokenLogprob
  export type ChatCompletionTool = Names.ChatCompletionTool
  export type ChatCompletionToolChoiceOption = Names.ChatCompletionToolChoiceOption
  export type ChatCompletionToolMessageParam = Names.ChatCompletionToolMessageParam
  export type ChatCompletionUserMessageParam = Names.ChatCompletionUserMessageParam
  export type ChatModel = Names.ChatModel
  export type CompletionUsage = Names.CompletionUsage
  export type FunctionDefinition = Names.FunctionDefinition
  export type FunctionParameters = Names.FunctionParameters
  export type Metadata = Names.Metadata
  export type Model = Names.Model
  export type ReasoningEffort = Names.ReasoningEffort
  export type ResponseFormatJSONObject = Names.ResponseFormatJSONObject
  export type ResponseFormatJSONSchema = Names.ResponseFormatJSONSchema
  export type ResponseFormatText = Names.ResponseFormatText
}

/** The models of one client, in the shape of openai's. */
export interface OpenAIModels {
  /** Lists the models on offer. Await it for the page, or iterate it. */
  list(options?: RequestOptions): Promise<Page<Names.Model>> & AsyncIterable<Names.Model>
}

/** All models as the one page there is. */
function onePage(listing: Promise<readonly Names.Model[]>): Promise<Page<Names.Model>> & AsyncIterable<Names.Model> {
  const page: Promise<Page<Names.Model>> = listing.then((models) => new Page({ data: [...models] }, () => page))
  return iterable(page)
}
