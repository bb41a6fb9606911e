import { environment } from '#platform'
import { answersOf } from '../client/client.ts'
import {
  AbortError,
  AuthenticationError,
  ColloquyError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../errors/colloquy-error.ts'
import { APIConnectionError, BadRequestError, UnprocessableEntityError } from './api-errors.ts'
import type * as ChatNames from './chat-names.ts'
import { fromDoorOptions, openAisOwn, type OpenAIOptions } from './door-options.ts'
import { HelperChat } from './helper-completions.ts'
import type {
  APIPromise,
  ChatCompletion,
  ChatCompletionAssistantMessageParam,
  ChatCompletionChunk,
  ChatCompletionContentPart,
  ChatCompletionContentPartImage,
  ChatCompletionContentPartInputAudio,
  ChatCompletionContentPartText,
  ChatCompletionCreateParams,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionCustomTool,
  ChatCompletionDeveloperMessageParam,
  ChatCompletionFunctionTool,
  ChatCompletionMessage,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
  ChatCompletionRole,
  ChatCompletionSystemMessageParam,
  ChatCompletionTokenLogprob,
  ChatCompletionTool,
  ChatCompletionToolChoiceOption,
  ChatCompletionToolMessageParam,
  ChatCompletionUserMessageParam,
  ChatModel,
  CompletionUsage,
  FunctionDefinition,
  FunctionParameters,
  Metadata,
  Model,
  ReasoningEffort,
  RequestOptions,
  ResponseFormatJSONObject,
  ResponseFormatJSONSchema,
  ResponseFormatText,
} from './names.ts'
import { OpenAIModels } from './openai-models.ts'

/**
 * `Colloquy` for programs written for openai's client: they move by changing their import.
 *
 * @example
 * import OpenAI from 'colloquy/openai'
 * const client = new OpenAI({ maxRetries: 3 })
 * const completion = await client.chat.completions.create({ model, messages })
 */
export class OpenAI {
  /** Chat completions, below `chat.completions`. */
  readonly chat: HelperChat
  /** The models on offer. */
  readonly models: OpenAIModels
  readonly #options: OpenAIOptions

  /** Any error; {@link ColloquyError} here. */
  static readonly OpenAIError: typeof ColloquyError = ColloquyError
  /** Any error; {@link ColloquyError} here. */
  static readonly APIError: typeof ColloquyError = ColloquyError
  /** No connection, it broke, or a limit of time was passed. */
  static readonly APIConnectionError: typeof APIConnectionError = APIConnectionError
  /** A limit of time was passed; {@link TimeoutError} here. */
  static readonly APIConnectionTimeoutError: typeof TimeoutError = TimeoutError
  /** The caller stopped the work; {@link AbortError} here. */
  static readonly APIUserAbortError: typeof AbortError = AbortError
  /** The request is wrong. */
  static readonly BadRequestError: typeof BadRequestError = BadRequestError
  /** The request is wrong, in the words of servers that answer 422. */
  static readonly UnprocessableEntityError: typeof UnprocessableEntityError = UnprocessableEntityError
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
    const answers = answersOf(fromDoorOptions(options))
    this.#options = options
    this.chat = new HelperChat(answers)
    this.models = new OpenAIModels(answers)
  }

  /** Where requests go. */
  get baseURL(): string {
    return String(this.#options.baseURL ?? environment('OPENAI_BASE_URL') ?? openAisOwn)
  }

  /** How often a call is tried again. */
  get maxRetries(): number {
    return this.#options.maxRetries ?? 2
  }

  /** How long to wait, in milliseconds: as it was given, else openai's ten minutes for a whole answer. */
  get timeout(): NonNullable<OpenAIOptions['timeout']> {
    return this.#options.timeout ?? 600_000
  }

  /** Whose account is asked; null where nobody said. */
  get organization(): string | null {
    return this.#options.organization ?? environment('OPENAI_ORG_ID') ?? null
  }

  /** Which project is asked for; null where nobody said. */
  get project(): string | null {
    return this.#options.project ?? environment('OPENAI_PROJECT_ID') ?? null
  }

  /** The same client with some options changed. */
  withOptions(options: OpenAIOptions): OpenAI {
    return new OpenAI({ ...this.#options, ...options })
  }
}

/** Types, where programs find them on openai's class: `OpenAI.Chat.ChatCompletionMessageParam`, `OpenAI.ChatCompletion`. */
export declare namespace OpenAI {
  export {
    ChatNames as Chat,
    APIPromise,
    ChatCompletion,
    ChatCompletionAssistantMessageParam,
    ChatCompletionChunk,
    ChatCompletionContentPart,
    ChatCompletionContentPartImage,
    ChatCompletionContentPartInputAudio,
    ChatCompletionContentPartText,
    ChatCompletionCreateParams,
    ChatCompletionCreateParamsNonStreaming,
    ChatCompletionCreateParamsStreaming,
    ChatCompletionCustomTool,
    ChatCompletionDeveloperMessageParam,
    ChatCompletionFunctionTool,
    ChatCompletionMessage,
    ChatCompletionMessageFunctionToolCall,
    ChatCompletionMessageParam,
    ChatCompletionMessageToolCall,
    ChatCompletionRole,
    ChatCompletionSystemMessageParam,
    ChatCompletionTokenLogprob,
    ChatCompletionTool,
    ChatCompletionToolChoiceOption,
    ChatCompletionToolMessageParam,
    ChatCompletionUserMessageParam,
    ChatModel,
    CompletionUsage,
    FunctionDefinition,
    FunctionParameters,
    Metadata,
    Model,
    ReasoningEffort,
    RequestOptions,
    ResponseFormatJSONObject,
    ResponseFormatJSONSchema,
    ResponseFormatText,
    OpenAIOptions as ClientOptions,
  }
}
