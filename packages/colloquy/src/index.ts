export { collect, type ChatBackend, type CompleteContext } from './backend.ts'
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
