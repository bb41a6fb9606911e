// Types of the API under the names that openai's package has for them: the published name, then openai's.
import type { ChatCompletionStream } from '../client/completion-stream.ts'
import type { Page } from '../client/page.ts'
import type * as Wire from '../protocol/index.ts'

export type {
  ChatCompletionAllowedToolsChoice as ChatCompletionAllowedToolChoice,
  ChatCompletionAllowedTools,
  ChatCompletionAudioParam,
  ChatCompletionDeleted,
  ChatCompletionMessageCustomToolCall,
  ChatCompletionMessageToolCall as ChatCompletionMessageFunctionToolCall,
  ChatCompletionNamedToolChoice,
  ChatCompletionNamedToolChoiceCustom,
  ChatCompletionRequestAssistantMessage as ChatCompletionAssistantMessageParam,
  ChatCompletionRequestDeveloperMessage as ChatCompletionDeveloperMessageParam,
  ChatCompletionRequestFunctionMessage as ChatCompletionFunctionMessageParam,
  ChatCompletionRequestMessage as ChatCompletionMessageParam,
  ChatCompletionRequestMessageContentPartAudio as ChatCompletionContentPartInputAudio,
  ChatCompletionRequestMessageContentPartImage as ChatCompletionContentPartImage,
  ChatCompletionRequestMessageContentPartRefusal as ChatCompletionContentPartRefusal,
  ChatCompletionRequestMessageContentPartText as ChatCompletionContentPartText,
  ChatCompletionRequestRole as ChatCompletionRole,
  ChatCompletionRequestSystemMessage as ChatCompletionSystemMessageParam,
  ChatCompletionRequestTool as ChatCompletionTool,
  ChatCompletionRequestToolMessage as ChatCompletionToolMessageParam,
  ChatCompletionRequestUserMessage as ChatCompletionUserMessageParam,
  ChatCompletionRequestUserMessageContentPart as ChatCompletionContentPart,
  ChatCompletionResponseAudio as ChatCompletionAudio,
  ChatCompletionResponseMessage as ChatCompletionMessage,
  ChatCompletionStoredMessage as ChatCompletionStoreMessage,
  ChatCompletionStreamOptions,
  ChatCompletionTokenLogprob,
  ChatCompletionTool as ChatCompletionFunctionTool,
  ChatCompletionToolCall as ChatCompletionMessageToolCall,
  ChatCompletionToolChoiceOption,
  CompletionUsage,
  CustomToolChatCompletions as ChatCompletionCustomTool,
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

export type ChatCompletion = Wire.ChatCompletion
export declare namespace ChatCompletion {
  type Choice = Wire.ChatCompletionChoice
}

export type ChatCompletionChunk = Wire.ChatCompletionChunk
export declare namespace ChatCompletionChunk {
  type Choice = Wire.ChatCompletionChunkChoice
  namespace Choice {
    type Delta = Wire.ChatCompletionStreamResponseDelta
    namespace Delta {
      type ToolCall = Wire.ChatCompletionMessageToolCallChunk
    }
  }
}

export type ChatCompletionCreateParams = Wire.ChatCompletionRequest
export type ChatCompletionCreateParamsNonStreaming = Wire.ChatCompletionRequest & { stream?: false | null }
export type ChatCompletionCreateParamsStreaming = Wire.ChatCompletionRequest & { stream: true }
export type ChatCompletionsPage = Page<Wire.ChatCompletion>
/** What `stream: true` is answered with; openai's package has it in `openai/streaming`. */
export type Stream<Chunk = ChatCompletionChunk> = ChatCompletionStream & AsyncIterable<Chunk>
