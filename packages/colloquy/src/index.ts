export { collect, type ChatBackend, type CompleteContext } from './backend.ts'
export type { AnswerPromise, AnswerWithResponse } from './client/answer-promise.ts'
export type { Chat, ChatCompletionResult } from './client/chat.ts'
export { ChunkStream } from './client/chunk-stream.ts'
export { Colloquy, type Models } from './client/client.ts'
export { systemClock, type Clock } from './client/clock.ts'
export { ChatCompletionStream } from './client/completion-stream.ts'
export type { CompletionMessages, Completions } from './client/completions.ts'
export { createChatCompletion } from './client/create-chat-completion.ts'
export type { Dialect } from './client/dialect.ts'
export { httpBackend } from './client/http-backend.ts'
export type {
  ByteRead,
  ByteReader,
  HttpBody,
  HttpFetch,
  HttpHeaders,
  HttpInit,
  HttpResponse,
} from './client/http-response.ts'
export type { OpenAiOptions } from './client/openai-options.ts'
export type { ColloquyOptions, ServerOptions } from './client/colloquy-options.ts'
export type { CallOptions, ClientOptions, HeaderOptions, RequestOptions } from './client/options.ts'
export type { TimeoutOptions } from './client/timeouts.ts'
export type { Page, PagePromise } from './client/page.ts'
export { streamChatCompletion } from './client/stream-chat-completion.ts'
export {
  AbortError,
  AuthenticationError,
  CallbackError,
  ColloquyError,
  ConflictError,
  ConnectionError,
  InvalidRequestError,
  InvalidResponseError,
  isColloquyError,
  ModelError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  StreamTruncatedError,
  TimeoutError,
  type ErrorDetails,
  type TimeoutPhase,
} from './errors/colloquy-error.ts'
export { toErrorBody } from './errors/error-body.ts'
export type { ErrorCode } from './errors/error-table.ts'
export type * from './protocol/index.ts'
export type { ChatCompletionSnapshot, ChatCompletionSnapshotChoice } from './stream/completion-snapshot.ts'
export type { ChatCompletionEvent, ToolCallDeltaEvent } from './stream/chunk-events.ts'
export type { Ending, OutgoingRequest, Transport } from './transport/transport.ts'
export type { StandardIssue, StandardResult, StandardSchema } from './tools/standard-schema.ts'
export type { ToolRunner, ToolRunnerOptions, ToolRunnerRequest } from './tools/tool-runner.ts'
export type {
  AnswerTo,
  ParsedAnswerTo,
  ParsedChatCompletion,
  ParsedChoice,
  ParsedFunctionCall,
  ParsedMessage,
  ParsedToolCall,
  TypedFormat,
  TypedFormatConfig,
  TypedFunctionTool,
  TypedRequest,
  TypedTool,
  TypedTools,
} from './tools/typed-request.ts'
