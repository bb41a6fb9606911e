export {
  AbortError as APIUserAbortError,
  AuthenticationError,
  ColloquyError as APIError,
  ColloquyError as OpenAIError,
  ConflictError,
  ConnectionError as APIConnectionError,
  InvalidRequestError as BadRequestError,
  InvalidRequestError as UnprocessableEntityError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError as InternalServerError,
  TimeoutError as APIConnectionTimeoutError,
} from '../errors/colloquy-error.ts'
export { ChatCompletionStream } from '../client/completion-stream.ts'
export type * from './names.ts'
export { OpenAI, OpenAI as default, type OpenAIModels, type OpenAIOptions } from './openai.ts'
export { zodFunction, type NamedTool, type ZodFunctionOptions } from './zod-function.ts'
export { zodResponseFormat, type NamedFormat } from './zod-response-format.ts'
