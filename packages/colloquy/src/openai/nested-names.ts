// Types of the API whose parts have names below theirs in openai's package.
import type * as Wire from '../protocol/index.ts'

/** A whole answer. */
export type ChatCompletion = Wire.ChatCompletion
export declare namespace ChatCompletion {
  type Choice = Wire.ChatCompletionChoice
  namespace Choice {
    type Logprobs = Wire.ChatCompletionLogprobs
  }
}

/** A piece of a streamed answer. */
export type ChatCompletionChunk = Wire.ChatCompletionChunk
export declare namespace ChatCompletionChunk {
  type Choice = Wire.ChatCompletionChunkChoice
  namespace Choice {
    type Delta = Wire.ChatCompletionStreamResponseDelta
    type Logprobs = Wire.ChatCompletionLogprobs
    namespace Delta {
      type ToolCall = Wire.ChatCompletionMessageToolCallChunk
      namespace ToolCall {
        type Function = NonNullable<Wire.ChatCompletionMessageToolCallChunk['function']>
      }
    }
  }
}

/** The message of an answer. */
export type ChatCompletionMessage = Wire.ChatCompletionResponseMessage
export declare namespace ChatCompletionMessage {
  type Annotation = Wire.ChatCompletionAnnotation
  type FunctionCall = Wire.ChatCompletionFunctionCall
}

/** A call of a function. */
export type ChatCompletionMessageFunctionToolCall = Wire.ChatCompletionMessageToolCall
export declare namespace ChatCompletionMessageFunctionToolCall {
  type Function = Wire.ChatCompletionFunctionCall
}

/** A call of a custom tool. */
export type ChatCompletionMessageCustomToolCall = Wire.ChatCompletionMessageCustomToolCall
export declare namespace ChatCompletionMessageCustomToolCall {
  type Custom = Wire.ChatCompletionCustomToolInput
}

/** An answer of the model in a conversation. */
export type ChatCompletionAssistantMessageParam = Wire.ChatCompletionRequestAssistantMessage
export declare namespace ChatCompletionAssistantMessageParam {
  type FunctionCall = Wire.ChatCompletionFunctionCall
}

/** A part of what a person says. */
export type ChatCompletionContentPart = Wire.ChatCompletionRequestUserMessageContentPart
export declare namespace ChatCompletionContentPart {
  type File = Wire.ChatCompletionRequestMessageContentPartFile
}

/** A picture in what a person says. */
export type ChatCompletionContentPartImage = Wire.ChatCompletionRequestMessageContentPartImage
export declare namespace ChatCompletionContentPartImage {
  type ImageURL = Wire.ChatCompletionImageUrl
}

/** A recording in what a person says. */
export type ChatCompletionContentPartInputAudio = Wire.ChatCompletionRequestMessageContentPartAudio
export declare namespace ChatCompletionContentPartInputAudio {
  type InputAudio = Wire.ChatCompletionInputAudio
}

/** A tool whose input is a text. */
export type ChatCompletionCustomTool = Wire.CustomToolChatCompletions
export declare namespace ChatCompletionCustomTool {
  type Custom = Wire.CustomToolChatCompletions['custom']
}

/** The function that is to be called. */
export type ChatCompletionNamedToolChoice = Wire.ChatCompletionNamedToolChoice
export declare namespace ChatCompletionNamedToolChoice {
  type Function = Wire.ChatCompletionNamedToolChoice['function']
}

/** The custom tool that is to be called. */
export type ChatCompletionNamedToolChoiceCustom = Wire.ChatCompletionNamedToolChoiceCustom
export declare namespace ChatCompletionNamedToolChoiceCustom {
  type Custom = Wire.ChatCompletionNamedToolChoiceCustom['custom']
}

/** A token, and how likely it was. */
export type ChatCompletionTokenLogprob = Wire.ChatCompletionTokenLogprob
export declare namespace ChatCompletionTokenLogprob {
  type TopLogprob = Wire.ChatCompletionTopLogprob
}

/** What an answer cost, in tokens. */
export type CompletionUsage = Wire.CompletionUsage
export declare namespace CompletionUsage {
  type CompletionTokensDetails = Wire.CompletionTokensDetails
  type PromptTokensDetails = Wire.PromptTokensDetails
}
