import type { ReasoningFields } from './reasoning.ts'
import type { ChatCompletionFunctionCall, ChatCompletionMessageToolCalls } from './tool-call.ts'

/** What the model said. Append it to `messages` as it is to go on with the conversation. */
export interface ChatCompletionResponseMessage extends ReasoningFields {
  /** Always `assistant`. */
  role: 'assistant'
  /** The text; null where the model only called tools or refused. */
  content: string | null
  /** The refusal in words; null where the model did not refuse. */
  refusal: string | null
  /** The calls the model made; absent if it made none. */
  tool_calls?: ChatCompletionMessageToolCalls
  /** Sources the text cites. */
  annotations?: ChatCompletionAnnotation[]
  /** The spoken answer, where `modalities` asked for audio. */
  audio?: ChatCompletionResponseAudio | null
  /** @deprecated Read `tool_calls`. The function the model called, where the request used `functions`. */
  function_call?: ChatCompletionFunctionCall
}

/** A web page the text cites. */
export interface ChatCompletionAnnotation {
  /** Always `url_citation`. */
  type: 'url_citation'
  /** The page and the cited stretch of text. */
  url_citation: ChatCompletionUrlCitation
}

/** A web page and the stretch of `content` that cites it. */
export interface ChatCompletionUrlCitation {
  /** Index of the first cited character in `content`. */
  start_index: number
  /** Index of the last cited character in `content`. */
  end_index: number
  /** The page's address. */
  url: string
  /** The page's title. */
  title: string
}

/** A spoken answer. */
export interface ChatCompletionResponseAudio {
  /** Id to send back in `messages[].audio.id`. */
  id: string
  /** When the server forgets the audio, in Unix seconds. */
  expires_at: number
  /** The sound in base64, in the format the request asked for. */
  data: string
  /** What is said. */
  transcript: string
}
