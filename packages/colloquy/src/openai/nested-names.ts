// Types of the API whose parts have names below theirs in openai's package.
import type * as Wire from '../protocol/index.ts'

export type ChatCompletion = Wire.ChatCompletion
export declare namespace ChatCompletion {
  type Choice = Wire.ChatCompletionChoice
  namespace Choice {
    type Logprobs = Wire.ChatCompletionLogprobs
  }
}

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

export type ChatCompletionMessage = Wire.ChatCompletionResponseMessage
export declare namespace ChatCompletionMessage {
  type Annotation = Wire.ChatCompletionAnnotation
  type FunctionCall = Wire.ChatCompletionFunctionCall
}

export type ChatCompletionMessageFunctionToolCall = Wire.ChatCompletionMessageToolCall
export declare namespace ChatCompletionMessageFunctionToolCall {
  type Function = Wire.ChatCompletionFunctionCall
}

export type ChatCompletionMessageCustomToolCall = Wire.ChatCompletionMessageCustomToolCall
export declare namespace ChatCompletionMessageCustomToolCall {
  type Custom = Wire.ChatCompletionCustomToolInput
}

export type ChatCompletionAssistantMessageParam = Wire.ChatCompletionRequestAssistantMessage
export declare namespace ChatCompletionAssistantMessageParam {
  type FunctionCall = Wire.ChatCompletionFunctionCall
}

export type ChatCompletionContentPart = Wire.ChatCompletionRequestUserMessageContentPart
export declare namespace ChatCompletionContentPart {
  type File = Wire.ChatCompletionRequestMessageContentPartFile
}

export type ChatCompletionContentPartImage = Wire.ChatCompletionRequestMessageContentPartImage
export declare namespace ChatCompletionContentPartImage {
  type ImageURL = Wire.ChatCompletionImageUrl
}

export type ChatCompletionContentPartInputAudio = Wire.ChatCompletionRequestMessageContentPartAudio
export declare namespace ChatCompletionContentPartInputAudio {
  type InputAudio = Wire.ChatCompletionInputAudio
}

export type ChatCompletionCustomTool = Wire.CustomToolChatCompletions
export declare namespace ChatCompletionCustomTool {
  type Custom = Wire.CustomToolChatCompletions['custom']
}

export type ChatCompletionNamedToolChoice = Wire.ChatCompletionNamedToolChoice
export declare namespace ChatCompletionNamedToolChoice {
  type Function = Wire.ChatCompletionNamedToolChoice['function']
}

export type ChatCompletionNamedToolChoiceCustom = Wire.ChatCompletionNamedToolChoiceCustom
export declare namespace ChatCompletionNamedToolChoiceCustom {
  type Custom = Wire.ChatCompletionNamedToolChoiceCustom['custom']
}

export type ChatCompletionTokenLogprob = Wire.ChatCompletionTokenLogprob
export declare namespace ChatCompletionTokenLogprob {
  type TopLogprob = Wire.ChatCompletionTopLogprob
}

export type CompletionUsage = Wire.CompletionUsage
export declare namespace CompletionUsage {
  type CompletionTokensDetails = Wire.CompletionTokensDetails
  type PromptTokensDetails = Wire.PromptTokensDetails
}
