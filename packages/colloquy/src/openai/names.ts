// Types of the API under the names that openai's package has for them: the published name, then openai's.
import type { AnswerPromise } from '../client/answer-promise.ts'
import type { RequestOptions } from '../client/options.ts'
import type { Page } from '../client/page.ts'
import type * as Wire from '../protocol/index.ts'
import type * as Parsing from '../tools/typed-request.ts'

export type {
  ChatCompletionAllowedToolsChoice as ChatCompletionAllowedToolChoice,
  ChatCompletionAllowedTools,
  ChatCompletionAudioParam,
  ChatCompletionDeleted,
  ChatCompletionRequestDeveloperMessage as ChatCompletionDeveloperMessageParam,
  ChatCompletionRequestFunctionMessage as ChatCompletionFunctionMessageParam,
  ChatCompletionRequestMessage as ChatCompletionMessageParam,
  ChatCompletionRequestMessageContentPartRefusal as ChatCompletionContentPartRefusal,
  ChatCompletionRequestMessageContentPartText as ChatCompletionContentPartText,
  ChatCompletionRequestRole as ChatCompletionRole,
  ChatCompletionRequestSystemMessage as ChatCompletionSystemMessageParam,
  ChatCompletionRequestTool as ChatCompletionTool,
  ChatCompletionRequestToolMessage as ChatCompletionToolMessageParam,
  ChatCompletionRequestUserMessage as ChatCompletionUserMessageParam,
  ChatCompletionResponseAudio as ChatCompletionAudio,
  ChatCompletionStoredMessage as ChatCompletionStoreMessage,
  ChatCompletionStreamOptions,
  ChatCompletionTool as ChatCompletionFunctionTool,
  ChatCompletionToolCall as ChatCompletionMessageToolCall,
  ChatCompletionToolChoiceOption,
  ErrorBody as ErrorObject,
  FunctionObject as FunctionDefinition,
  FunctionParameters,
  ListChatCompletionsQuery as ChatCompletionListParams,
  Metadata,
  Model,
  ModelIdsShared as ChatModel,
  PredictionContent as ChatCompletionPredictionContent,
  ReasoningEffort,
  ReasoningEffort as ChatCompletionReasoningEffort,
  ResponseFormatJsonObject as ResponseFormatJSONObject,
  ResponseFormatJsonSchema as ResponseFormatJSONSchema,
  ResponseFormatText,
  UpdateChatCompletionRequest as ChatCompletionUpdateParams,
} from '../protocol/index.ts'

export type { RequestOptions }
/** The promise of an answer, with `asResponse()` and `withResponse()`. */
export type APIPromise<T> = AnswerPromise<T>

export type * from './nested-names.ts'
/** What an answer may be made of. */
export type ChatCompletionModality = NonNullable<Wire.ChatCompletionRequest['modalities']>[number]
/** A page of the messages of a stored completion. */
export type ChatCompletionStoreMessagesPage = Page<Wire.ChatCompletionStoredMessage>
/** Which messages of a stored completion are listed. */
export type MessageListParams = Wire.GetChatCompletionMessagesQuery

/** A completion whose content was parsed; the call's own type knows of what. */
export type ParsedChatCompletion<Parsed> = Parsing.ParsedChatCompletion<Wire.ChatCompletionToolCall, Parsed>
/** A message whose content was parsed. */
export type ParsedChatCompletionMessage<Parsed> = Parsing.ParsedMessage<Wire.ChatCompletionToolCall, Parsed>

/** A request. */
export type ChatCompletionCreateParams = Wire.ChatCompletionRequest
/** A request whose answer comes whole. */
export type ChatCompletionCreateParamsNonStreaming = Wire.ChatCompletionRequest & { stream?: false | null }
/** A request whose answer comes in chunks. */
export type ChatCompletionCreateParamsStreaming = Wire.ChatCompletionRequest & { stream: true }
/** A page of stored completions. */
export type ChatCompletionsPage = Page<Wire.ChatCompletion>
