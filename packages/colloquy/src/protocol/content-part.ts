import type { PromptCacheBreakpointParam } from './prompt-cache.ts'

/** Text. */
export interface ChatCompletionRequestMessageContentPartText {
  /** Always `text`. */
  type: 'text'
  /** The text itself. */
  text: string
  /** Ends a reusable prompt prefix after this part. */
  prompt_cache_breakpoint?: PromptCacheBreakpointParam | null
}

/** An image, by URL or inline. */
export interface ChatCompletionRequestMessageContentPartImage {
  /** Always `image_url`. */
  type: 'image_url'
  /** Where the image is and how closely to look at it. */
  image_url: ChatCompletionImageUrl
  /** Ends a reusable prompt prefix after this part. */
  prompt_cache_breakpoint?: PromptCacheBreakpointParam | null
}

/** Where an image is and how closely to look at it. */
export interface ChatCompletionImageUrl {
  /** An `https:` URL, or the image itself as a `data:` URL in base64. */
  url: string
  /** How closely the model looks, which sets the tokens the image costs. Default `auto`. */
  detail?: ImageDetail | null
}

/** How closely the model looks at an image; `original` skips downscaling. */
export type ImageDetail = 'auto' | 'low' | 'high' | 'original' | (string & {})

/** Recorded sound. */
export interface ChatCompletionRequestMessageContentPartAudio {
  /** Always `input_audio`. */
  type: 'input_audio'
  /** The recording and its format. */
  input_audio: ChatCompletionInputAudio
  /** Ends a reusable prompt prefix after this part. */
  prompt_cache_breakpoint?: PromptCacheBreakpointParam | null
}

/** A recording and its format. */
export interface ChatCompletionInputAudio {
  /** The audio file in base64. */
  data: string
  /** The file format of `data`. */
  format: 'wav' | 'mp3' | (string & {})
}

/** A file, by id or inline. */
export interface ChatCompletionRequestMessageContentPartFile {
  /** Always `file`. */
  type: 'file'
  /** The file. */
  file: ChatCompletionInputFile
  /** Ends a reusable prompt prefix after this part. */
  prompt_cache_breakpoint?: PromptCacheBreakpointParam | null
}

/** A file: either `file_id`, or `file_data` with `filename`. */
export interface ChatCompletionInputFile {
  /** The file's name, shown to the model. */
  filename?: string | null
  /** The file in base64. */
  file_data?: string | null
  /** The id of a file uploaded before. */
  file_id?: string | null
}

/** What the model said when it declined; assistant messages only. */
export interface ChatCompletionRequestMessageContentPartRefusal {
  /** Always `refusal`. */
  type: 'refusal'
  /** The refusal in words. */
  refusal: string
}

/** A part of a system message. */
export type ChatCompletionRequestSystemMessageContentPart = ChatCompletionRequestMessageContentPartText

/** A part of a user message; tell them apart by `type`. */
export type ChatCompletionRequestUserMessageContentPart =
  | ChatCompletionRequestMessageContentPartText
  | ChatCompletionRequestMessageContentPartImage
  | ChatCompletionRequestMessageContentPartAudio
  | ChatCompletionRequestMessageContentPartFile

/** A part of an assistant message: one or more texts, or exactly one refusal. */
export type ChatCompletionRequestAssistantMessageContentPart =
  | ChatCompletionRequestMessageContentPartText
  | ChatCompletionRequestMessageContentPartRefusal

/** A part of a tool message. */
export type ChatCompletionRequestToolMessageContentPart = ChatCompletionRequestMessageContentPartText
