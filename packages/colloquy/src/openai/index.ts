export {
  AbortError as APIUserAbortError,
  AuthenticationError,
  ColloquyError as APIError,
  ColloquyError as OpenAIError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError as InternalServerError,
  TimeoutError as APIConnectionTimeoutError,
} from '../errors/colloquy-error.ts'
export {
  APIConnectionError,
  BadRequestError,
  ContentFilterFinishReasonError,
  LengthFinishReasonError,
  UnprocessableEntityError,
} from './api-errors.ts'
export type { HeadersLike, OpenAIOptions, OpenAIOptions as ClientOptions } from './door-options.ts'
export type { HelperChat as Chat, HelperCompletions as Completions } from './helper-completions.ts'
export type * from './helper-listener.ts'
export { HelperRunner as ChatCompletionRunner, HelperRunner as ChatCompletionStreamingRunner } from './helper-runner.ts'
export { HelperStream as ChatCompletionStream } from './helper-stream.ts'
export type * from './names.ts'
export { OpenAI, OpenAI as default } from './openai.ts'
export type { OpenAIModels, OpenAIModels as Models } from './openai-models.ts'
export { Stream } from './stream.ts'
export { zodFunction, type NamedTool, type ZodFunctionOptions } from './zod-function.ts'
export { zodResponseFormat, type NamedFormat } from './zod-response-format.ts'
