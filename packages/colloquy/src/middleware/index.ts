export { attemptHooks, type AttemptHooks } from './attempt-hooks.ts'
export { chain, type WrapAnswers } from './chain.ts'
export { logging, type LogFields, type Logger, type LoggingOptions } from './logging.ts'
export type { CallContext, CallResult, Middleware, Next } from './middleware.ts'
export {
  telemetry,
  type TelemetryApi,
  type TelemetryAttributes,
  type TelemetryHistogram,
  type TelemetryMeter,
  type TelemetryOptions,
  type TelemetrySpan,
  type TelemetryTracer,
} from './telemetry.ts'
export { validation, type OnIssues } from './validation.ts'
