export { collect, type ChatBackend, type CompleteContext } from './backend.ts'
export { Colloquy, type Chat, type ChatCompletionResult, type Models } from './client/client.ts'
export type { Clock } from './client/clock.ts'
export { ChatCompletionStream } from './client/completion-stream.ts'
export { httpBackend } from './client/http-backend.ts'
export type { ClientOptions, ColloquyOptions, HeaderOptions, RequestOptions, TimeoutOptions } from './client/options.ts'
export {
  AbortError,
  AuthenticationError,
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
export { errorTable, type ErrorCode } from './errors/error-table.ts'
export type * from './protocol/index.ts'
export type { ChatCompletionSnapshot, ChatCompletionSnapshotChoice } from './stream/completion-snapshot.ts'
