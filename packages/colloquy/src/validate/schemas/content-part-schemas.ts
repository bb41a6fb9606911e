import type {
  ChatCompletionImageUrl,
  ChatCompletionInputAudio,
  ChatCompletionInputFile,
  ChatCompletionRequestAssistantMessageContentPart,
  ChatCompletionRequestMessageContentPartAudio,
  ChatCompletionRequestMessageContentPartFile,
  ChatCompletionRequestMessageContentPartImage,
  ChatCompletionRequestMessageContentPartRefusal,
  ChatCompletionRequestMessageContentPartText,
  ChatCompletionRequestSystemMessageContentPart,
  ChatCompletionRequestToolMessageContentPart,
  ChatCompletionRequestUserMessageContentPart,
  PromptCacheBreakpointParam,
} from '../../protocol/index.ts'
import { byField, literal, maybe, object, openOneOf, string, type ObjectSchemaOf } from '../schema-builders.ts'
import type { Schema } from '../schema.ts'

/** Marks the end of a reusable prompt prefix. */
export const promptCacheBreakpointParam: Schema<PromptCacheBreakpointParam> = object('PromptCacheBreakpointParam', {
  mode: literal('explicit'),
  ttl: maybe(openOneOf(['30m', '12h'])),
})

/** A text part. */
export const textPart: ObjectSchemaOf<ChatCompletionRequestMessageContentPartText> = object(
  'ChatCompletionRequestMessageContentPartText',
  { type: literal('text'), text: string(), prompt_cache_breakpoint: maybe(promptCacheBreakpointParam) },
)

const imageUrl: Schema<ChatCompletionImageUrl> = object('ChatCompletionImageUrl', {
  url: string({ minLength: 1 }),
  detail: maybe(openOneOf(['auto', 'low', 'high', 'original']), { default: 'auto' }),
})

/** An image part. */
export const imagePart: ObjectSchemaOf<ChatCompletionRequestMessageContentPartImage> = object(
  'ChatCompletionRequestMessageContentPartImage',
  { type: literal('image_url'), image_url: imageUrl, prompt_cache_breakpoint: maybe(promptCacheBreakpointParam) },
)

const inputAudio: Schema<ChatCompletionInputAudio> = object('ChatCompletionInputAudio', {
  data: string(),
  format: openOneOf(['wav', 'mp3']),
})

/** An audio part. */
export const audioPart: ObjectSchemaOf<ChatCompletionRequestMessageContentPartAudio> = object(
  'ChatCompletionRequestMessageContentPartAudio',
  { type: literal('input_audio'), input_audio: inputAudio, prompt_cache_breakpoint: maybe(promptCacheBreakpointParam) },
)

const inputFile: Schema<ChatCompletionInputFile> = object('ChatCompletionInputFile', {
  filename: maybe(string()),
  file_data: maybe(string()),
  file_id: maybe(string()),
})

/** A file part. */
export const filePart: ObjectSchemaOf<ChatCompletionRequestMessageContentPartFile> = object(
  'ChatCompletionRequestMessageContentPartFile',
  { type: literal('file'), file: inputFile, prompt_cache_breakpoint: maybe(promptCacheBreakpointParam) },
)

/** A refusal part. */
export const refusalPart: ObjectSchemaOf<ChatCompletionRequestMessageContentPartRefusal> = object(
  'ChatCompletionRequestMessageContentPartRefusal',
  { type: literal('refusal'), refusal: string() },
)

/** A part of a system message. */
export const systemMessagePart: Schema<ChatCompletionRequestSystemMessageContentPart> = byField(
  'type',
  { text: textPart },
  { name: 'ChatCompletionRequestSystemMessageContentPart', open: true },
)

/** A part of a user message. */
export const userMessagePart: Schema<ChatCompletionRequestUserMessageContentPart> = byField(
  'type',
  { text: textPart, image_url: imagePart, input_audio: audioPart, file: filePart },
  { name: 'ChatCompletionRequestUserMessageContentPart', open: true },
)

/** A part of an assistant message. */
export const assistantMessagePart: Schema<ChatCompletionRequestAssistantMessageContentPart> = byField(
  'type',
  { text: textPart, refusal: refusalPart },
  { name: 'ChatCompletionRequestAssistantMessageContentPart', open: true },
)

/** A part of a tool message. */
export const toolMessagePart: Schema<ChatCompletionRequestToolMessageContentPart> = byField(
  'type',
  { text: textPart },
  { name: 'ChatCompletionRequestToolMessageContentPart', open: true },
)
