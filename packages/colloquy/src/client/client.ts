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
import type * as Wire from '../protocol/index.ts'
import { Chat as ChatOfClient } from './chat.ts'
import { HttpAnswers } from './http-answers.ts'
import { LocalAnswers } from './local-answers.ts'
import { fromOpenAiOptions, type OpenAiOptions } from './openai-options.ts'
import type { ColloquyOptions } from './colloquy-options.ts'
import { resolveConnection, type Connection } from './connection.ts'
import type { RequestOptions } from './options.ts'

/**
 * A client for chat completions: of OpenAI, of any compatible server, or of a model in this process.
 *
 * @example
 * const client = new Colloquy({ baseURL: 'http://localhost:8080/v1' })
 * const completion = await client.chat.createChatCompletion({
 *   model: 'smollm2',
 *   messages: [{ role: 'user', content: 'Say hello.' }],
 * })
 * console.log(completion.choices[0]?.message.content)
 */
export class Colloquy {
  /** Chat completions. */
  readonly chat: ChatOfClient
  /** The models on offer. */
  readonly models: Models

  // The classes of errors under the names that openai's client has for them, on its class: programs moved from there
  // tell errors apart by these. Statics of the client alone, so that the function forms stay as small as they are.

  /** Any error; `ColloquyError` here. */
  static readonly APIError: typeof ColloquyError = ColloquyError
  /** No connection, or it broke; `ConnectionError` here. */
  static readonly APIConnectionError: typeof ConnectionError = ConnectionError
  /** A limit of time was passed; `TimeoutError` here. */
  static readonly APIConnectionTimeoutError: typeof TimeoutError = TimeoutError
  /** The caller stopped the work; `AbortError` here. */
  static readonly APIUserAbortError: typeof AbortError = AbortError
  /** The request is wrong; `InvalidRequestError` here. */
  static readonly BadRequestError: typeof InvalidRequestError = InvalidRequestError
  /** The request is wrong, in the words of servers that answer 422; `InvalidRequestError` here. */
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
  /** The server failed; `ServerError` here. */
  static readonly InternalServerError: typeof ServerError = ServerError

  constructor({ backend, middleware, hooks, ...options }: ColloquyOptions & OpenAiOptions = {}) {
    const own = backend
      ? new LocalAnswers(backend, options)
      : new HttpAnswers(hooked(resolveConnection(fromOpenAiOptions(options)), hooks), options.dialect)
    const answers = middleware?.(own) ?? own
    this.chat = new ChatOfClient(answers)
    this.models = { list: (how) => answers.models(how) }
  }
}

/** Types under the names that openai's client has for them. Nothing of this is there at run time. */
declare namespace OpenAiTypes {
  export type ChatCompletion = Wire.ChatCompletion
  export type ChatCompletionChunk = Wire.ChatCompletionChunk
  export type ChatCompletionMessage = Wire.ChatCompletionResponseMessage
  export type ChatCompletionMessageParam = Wire.ChatCompletionRequestMessage
  export type ChatCompletionDeveloperMessageParam = Wire.ChatCompletionRequestDeveloperMessage
  export type ChatCompletionSystemMessageParam = Wire.ChatCompletionRequestSystemMessage
  export type ChatCompletionUserMessageParam = Wire.ChatCompletionRequestUserMessage
  export type ChatCompletionAssistantMessageParam = Wire.ChatCompletionRequestAssistantMessage
  export type ChatCompletionToolMessageParam = Wire.ChatCompletionRequestToolMessage
  export type ChatCompletionContentPart = Wire.ChatCompletionRequestUserMessageContentPart
  export type ChatCompletionContentPartText = Wire.ChatCompletionRequestMessageContentPartText
  export type ChatCompletionContentPartImage = Wire.ChatCompletionRequestMessageContentPartImage
  export type ChatCompletionMessageToolCall = Wire.ChatCompletionToolCall
  export type ChatCompletionMessageFunctionToolCall = Wire.ChatCompletionMessageToolCall
  export type ChatCompletionTool = Wire.ChatCompletionRequestTool
  export type ChatCompletionFunctionTool = Wire.ChatCompletionTool
  export type ChatCompletionToolChoiceOption = Wire.ChatCompletionToolChoiceOption
  export type ChatCompletionCreateParams = Wire.ChatCompletionRequest
  export type ChatCompletionCreateParamsNonStreaming = Wire.ChatCompletionRequest & { stream?: false | null }
  export type ChatCompletionCreateParamsStreaming = Wire.ChatCompletionRequest & { stream: true }
  export import Completions = OpenAiTypes
}

/** So that `OpenAI.Chat.ChatCompletionMessageParam` and the like still mean what they did in programs moved from there. */
export declare namespace Colloquy {
  export import Chat = OpenAiTypes
  export type ChatCompletion = OpenAiTypes.ChatCompletion
  export type ChatCompletionChunk = OpenAiTypes.ChatCompletionChunk
  export type ChatCompletionMessage = OpenAiTypes.ChatCompletionMessage
  export type ChatCompletionMessageParam = OpenAiTypes.ChatCompletionMessageParam
  export type ChatCompletionDeveloperMessageParam = OpenAiTypes.ChatCompletionDeveloperMessageParam
  export type ChatCompletionSystemMessageParam = OpenAiTypes.ChatCompletionSystemMessageParam
  export type ChatCompletionUserMessageParam = OpenAiTypes.ChatCompletionUserMessageParam
  export type ChatCompletionAssistantMessageParam = OpenAiTypes.ChatCompletionAssistantMessageParam
  export type ChatCompletionToolMessageParam = OpenAiTypes.ChatCompletionToolMessageParam
  export type ChatCompletionContentPart = OpenAiTypes.ChatCompletionContentPart
  export type ChatCompletionContentPartText = OpenAiTypes.ChatCompletionContentPartText
  export type ChatCompletionContentPartImage = OpenAiTypes.ChatCompletionContentPartImage
  export type ChatCompletionMessageToolCall = OpenAiTypes.ChatCompletionMessageToolCall
  export type ChatCompletionMessageFunctionToolCall = OpenAiTypes.ChatCompletionMessageFunctionToolCall
  export type ChatCompletionTool = OpenAiTypes.ChatCompletionTool
  export type ChatCompletionFunctionTool = OpenAiTypes.ChatCompletionFunctionTool
  export type ChatCompletionToolChoiceOption = OpenAiTypes.ChatCompletionToolChoiceOption
  export type ChatCompletionCreateParams = OpenAiTypes.ChatCompletionCreateParams
  export type ChatCompletionCreateParamsNonStreaming = OpenAiTypes.ChatCompletionCreateParamsNonStreaming
  export type ChatCompletionCreateParamsStreaming = OpenAiTypes.ChatCompletionCreateParamsStreaming
}

function hooked(connection: Connection, hooks: ColloquyOptions['hooks']): Connection {
  return hooks ? { ...connection, transport: hooks(connection.transport) } : connection
}

/** The models of one client. */
export interface Models {
  /** Lists the models on offer. */
  list(options?: RequestOptions): Promise<readonly Wire.Model[]>
}
