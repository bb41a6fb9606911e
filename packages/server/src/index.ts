export { createHandler, type Handler, type HandlerOptions } from './app.ts'
export { readPage } from './page/read-page.ts'
export type { PageFile, StaticPage } from './page/static-page.ts'
export { serveNode, type RunningServer, type ServeOptions } from './serve-node.ts'
export type { KeyLimits, KeyRecord } from './keys/key-record.ts'
export { createKey, rotateKey, type NewKey, type NewKeyOptions } from './keys/create-key.ts'
export { openStore } from './store/open-store.ts'
export { pruneCompletions, type PruneCompletionsOptions } from './store/prune-completions.ts'
export type {
  CompletionQuery,
  CompletionRecord,
  CompletionStore,
  EchoedField,
  Page,
  StoredCompletion,
  StoredMessage,
} from './store/completion-store.ts'
export type { Claim, ClaimedKey, IdempotencyStore, KeptAnswer } from './store/idempotency-store.ts'
export type { KeyStore } from './store/key-store.ts'
export type { Bucket, LimitStore, Taken } from './store/limit-store.ts'
export { usageCounter, usageDay } from './limits/usage-counter.ts'
export type { Store } from './store/store.ts'
export type { ModelRoute } from './upstream/model-routes.ts'
export type { UpstreamChange, UpstreamOptions } from './upstream/upstream.ts'
export { UpstreamPool, type UpstreamPoolOptions, type UpstreamStatus } from './upstream/upstream-pool.ts'
export { ServerMetrics, type LoadedModel, type ServerMetricsOptions } from './observe/server-metrics.ts'
export type { AnswerRecord, Outcome, RequestObserver, RequestRecord } from './observe/request-record.ts'
export { RequestLog, type RequestLogOptions } from './observe/request-log.ts'
export { RequestSpans } from './observe/request-spans.ts'
export type { NotReadyReason } from './routes/readiness-answer.ts'
