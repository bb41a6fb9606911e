import { AbortError, systemClock, type ChatBackend, type Clock } from 'colloquy'
import { Hono, type Context } from 'hono'
import { jsonResponse, webResponse } from './answer/direct-response.ts'
import { errorResponse } from './answer/error-response.ts'
import { checkHost } from './guards/check-host.ts'
import { crossOrigin } from './guards/cross-origin.ts'
import { hardenAnswer } from './guards/harden-answer.ts'
import { identifyRequest, type RequestEnvironment } from './guards/identify-request.ts'
import { onlyErrors } from './guards/only-errors.ts'
import { requireKey } from './guards/require-key.ts'
import { limitedBackend } from './limits/limited-backend.ts'
import { recordRequests } from './observe/record-requests.ts'
import { recordedBackend } from './observe/recorded-backend.ts'
import type { RequestObserver } from './observe/request-record.ts'
import type { ServerMetrics } from './observe/server-metrics.ts'
import { servePage, type StaticPage } from './page/static-page.ts'
import { operations } from './openapi/operations.ts'
import { SharedSignal } from './signals/shared-signal.ts'
import { readinessAnswer, type NotReadyReason } from './routes/readiness-answer.ts'
import type { BodyLimits } from './body/read-json-body.ts'
import { createChatCompletion } from './routes/create-chat-completion.ts'
import { withDirectAnswer } from './node/direct-answer.ts'
import { asWebRequest, type ServerRequest } from './node/server-request.ts'
import { listModels } from './routes/list-models.ts'
import { methodNotAllowed } from './routes/method-not-allowed.ts'
import { retrieveModel } from './routes/retrieve-model.ts'
import { showMetrics } from './routes/show-metrics.ts'
import { StoredCompletions } from './routes/stored-completions.ts'
import { showDocs, showOpenApi } from './routes/show-docs.ts'
import { unknownPath } from './routes/unknown-path.ts'
import { memoryStore } from './store/memory/memory-store.ts'
import type { Store } from './store/store.ts'
import { storingBackend } from './store/storing-backend.ts'

/** How the server behaves. Every option has a default. */
export interface HandlerOptions {
  /** Largest request body in bytes. A longer one is answered 413, and the rest of it is not read. Default: 10,000,000. */
  maxBodyBytes?: number
  /** Keys, one of which every caller must send in `authorization: Bearer …`. Default: none, and anybody may ask. */
  apiKeys?: readonly string[]
  /** Host names of this server, without port: `localhost`, `[::1]`. Requests for others are refused. Default: any name. */
  hosts?: readonly string[]
  /** Origins whose web pages may send requests: `https://app.example`, or `*`. Default: only the server's own. */
  corsOrigins?: readonly string[]
  /** Where completions of requests with `store: true` are kept. Default: nowhere, and `store` is refused. */
  store?: Store
  /** How deep a request body may be nested. Default: 256; the validator stops earlier, and says where. */
  maxBodyDepth?: number
  /**
   * Request fields that OpenAI's API does not have but the backend understands, such as vLLM's `top_k`. They are handed on as
   * they are. Default: none, and every unknown field is refused.
   */
  extraFields?: readonly string[]
  /** Called when the server itself fails: an answer of 500 and above, a stream cut short. Default: `console.error`. */
  onError?: (error: unknown, request: { requestId: string }) => void
  /** Counts requests and offers the counts at `/metrics`. Default: nothing is counted, and there is no such path. */
  metrics?: ServerMetrics
  /** Told about each request, for logs and traces. Default: none. */
  observers?: readonly RequestObserver[]
  /** Abort this signal to end running answers, each with an error event or a 503. Default: they run to their end. */
  stop?: AbortSignal
  /** The clock that waits are measured by, for tests. Default: the system's. */
  clock?: Clock
  /** A page to serve at `/`; `readPage()` returns the playground. Default: none. */
  page?: StaticPage | undefined
  /** Returns why requests should go elsewhere for the moment; `/readyz` answers 503 with it. Default: always ready. */
  notReady?: () => NotReadyReason | undefined
}

/** A server without a socket: takes a web-standard request, returns a response. */
export interface Handler {
  readonly fetch: (request: Request) => Promise<Response>
}

/**
 * Serves a backend under OpenAI's chat completion endpoints. `fetch` never rejects: every failure is a response.
 *
 * @example
 * const handler = createHandler(backend)
 * const models = await handler.fetch(new Request('http://localhost/v1/models'))
 */
export function createHandler(backend: ChatBackend, options: HandlerOptions = {}): Handler {
  const { maxBodyBytes = 10_000_000, maxBodyDepth = 256, apiKeys = [], onError = printError } = options
  const { hosts, corsOrigins = [], extraFields = [] } = options
  const { store, metrics, observers = [], notReady = () => undefined, clock = systemClock } = options
  const stop = options.stop && new SharedSignal(options.stop)
  const { idempotency } = store ?? memoryStore()
  const storeAway = async () => ((await store?.available()) === false ? 'store_unavailable' : undefined)
  const app = new Hono<RequestEnvironment>()
  const reporter = (context: Context<RequestEnvironment>) => (error: unknown) =>
    onError(error, { requestId: context.get('requestId') })

  // Guards, in the order a request meets them. Naming it comes first, so that refusals carry the name too. What
  // refuses by header alone (host, origin, key, rate) belongs after that and before the routes: those read bodies.
  app.use(identifyRequest())
  app.use(recordRequests(metrics === undefined ? observers : [metrics, ...observers]))
  app.use(hardenAnswer())
  app.use(onlyErrors())
  if (hosts !== undefined) app.use(checkHost(hosts))
  app.use(crossOrigin(corsOrigins))
  if (options.page !== undefined) app.get('*', servePage(options.page))
  app.use(requireKey({ apiKeys, store: store?.keys, now: Date.now }))

  app.get('/livez', () => jsonResponse({ status: 'live' })).all(methodNotAllowed('GET', 'HEAD'))
  // llama-server's name for the same question is the second; tools written for it ask by that.
  for (const path of ['/readyz', '/health']) {
    app.get(path, async () => readinessAnswer(notReady() ?? (await storeAway()))).all(methodNotAllowed('GET', 'HEAD'))
  }
  if (metrics !== undefined) app.get('/metrics', () => showMetrics(metrics)).all(methodNotAllowed('GET', 'HEAD'))
  app.get('/v1/models', () => listModels(backend)).all(methodNotAllowed('GET', 'HEAD'))
  app
    .get('/v1/models/:id{.+}', (context) => retrieveModel(backend, context.req.param('id')))
    .all(methodNotAllowed('GET', 'HEAD'))
  const answering = (context: Context<RequestEnvironment>): ChatBackend => {
    const recorded = recordedBackend(backend, context.get('record'), stop)
    if (store === undefined) return recorded
    const key = context.get('key')
    const onLimits = (headers: readonly [string, string][]) => context.set('limitHeaders', headers)
    const limited =
      key === undefined
        ? recorded
        : limitedBackend(recorded, store.limits, key, { clock, now: Date.now, onLimits, onError: reporter(context) })
    return storingBackend(limited, store.completions, {
      owner: context.get('owner'),
      requestId: context.get('requestId'),
    })
  }
  app.post('/v1/chat/completions', (context) =>
    createChatCompletion(answering(context), context.req.raw, {
      maxBodyBytes,
      maxBodyDepth,
      extraFields,
      canStore: store !== undefined,
      idempotency,
      owner: context.get('owner'),
      stop,
      clock,
      onError: reporter(context),
    }),
  )
  if (store !== undefined) serveStoredCompletions(app, store, { maxBodyBytes, maxBodyDepth })
  app.all('/v1/chat/completions', methodNotAllowed(...(store === undefined ? ['POST'] : ['GET', 'HEAD', 'POST'])))

  const answered = operations.filter(({ needsStore }) => needsStore === undefined || store !== undefined)
  app.get('/openapi.json', () => showOpenApi(answered, extraFields)).all(methodNotAllowed('GET', 'HEAD'))
  app.get('/docs', () => showDocs(answered, extraFields)).all(methodNotAllowed('GET', 'HEAD'))

  app.notFound(unknownPath)
  app.onError((error, context) => {
    // Whatever failed after the caller left, a half-read body included, failed because the caller left.
    const left = context.req.raw.signal.aborted
    const response = errorResponse(left ? new AbortError(undefined, { cause: error }) : error)
    if (response.status >= 500) reporter(context)(error)
    return response
  })
  const answer = async (request: ServerRequest): Promise<Response> => app.fetch(asWebRequest(request))
  return { fetch: withDirectAnswer(async (request) => webResponse(await answer(request)), answer) }
}

function serveStoredCompletions(app: Hono<RequestEnvironment>, store: Store, limits: BodyLimits): void {
  const stored = (context: Context<RequestEnvironment>) =>
    new StoredCompletions(store.completions, context.get('owner'))
  const searchOf = ({ req }: Context<RequestEnvironment>) => new URL(req.url).searchParams
  app.get('/v1/chat/completions', (context) => stored(context).list(searchOf(context)))
  app
    .get('/v1/chat/completions/:id', (context) => stored(context).retrieve(context.req.param('id')))
    .post((context) => stored(context).update(context.req.param('id'), context.req.raw, limits))
    .delete((context) => stored(context).delete(context.req.param('id')))
    .all(methodNotAllowed('GET', 'HEAD', 'POST', 'DELETE'))
  app
    .get('/v1/chat/completions/:id/messages', (context) =>
      stored(context).messages(context.req.param('id'), searchOf(context)),
    )
    .all(methodNotAllowed('GET', 'HEAD'))
}

function printError(error: unknown, { requestId }: { requestId: string }): void {
  console.error(`${requestId}:`, error)
}
