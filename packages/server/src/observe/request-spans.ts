import type * as OpenTelemetry from '@opentelemetry/api'
import type { RequestObserver, RequestRecord } from './request-record.ts'

/**
 * Records a span for each completion, by OpenTelemetry's conventions for generative AI. The caller's `traceparent` is its
 * parent. It contains nothing of prompts and answers. If no SDK is registered, the API's spans cost nothing.
 */
export class RequestSpans implements RequestObserver {
  readonly #api: typeof OpenTelemetry
  readonly #tracer: OpenTelemetry.Tracer

  /** @param api The module `@opentelemetry/api`, as the program that registers an SDK imports it. */
  constructor(api: typeof OpenTelemetry) {
    this.#api = api
    this.#tracer = api.trace.getTracer('@colloquy/server')
  }

  ended(record: RequestRecord): void {
    const { answer, headers, started, ended = started } = record
    if (answer === undefined) return
    const { context, propagation, SpanKind, SpanStatusCode } = this.#api
    const parent = propagation.extract(context.active(), headers, headersGetter)
    // Records keep the time of a clock that never goes back; spans want the wall's.
    const origin = Date.now() - performance.now()
    const name = answer.model === undefined ? 'chat' : `chat ${answer.model}`
    const attributes = attributesOf(record)
    const span = this.#tracer.startSpan(
      name,
      { kind: SpanKind.SERVER, startTime: origin + started, attributes },
      parent,
    )
    // A whole answer has no first token that anybody saw.
    if (answer.streams && answer.firstChunkAt !== undefined) span.addEvent('first_token', origin + answer.firstChunkAt)
    // What is the caller's mistake is no error of a server's span, by the conventions for HTTP.
    const isOurs = record.status < 400 || record.status >= 500
    if (record.outcome === 'failed' && isOurs) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(origin + ended)
  }
}

function attributesOf({
  answer,
  requestId,
  route,
  status,
  outcome,
  errorCode,
}: RequestRecord): OpenTelemetry.Attributes {
  const upstream = answer?.route?.upstream
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'colloquy',
    'gen_ai.request.model': answer?.requestedModel,
    'gen_ai.response.model': answer?.model,
    'gen_ai.response.id': answer?.id,
    'gen_ai.response.finish_reasons': answer?.finishReasons,
    'gen_ai.usage.input_tokens': answer?.usage?.prompt_tokens,
    'gen_ai.usage.output_tokens': answer?.usage?.completion_tokens,
    'http.request.method': 'POST',
    'http.route': route,
    'http.response.status_code': status,
    'error.type': outcome === 'failed' ? (errorCode ?? 'server_error') : undefined,
    'colloquy.request_id': requestId,
    ...(upstream !== undefined && { 'colloquy.upstream': upstream, 'colloquy.attempts': answer?.route?.attempts }),
  }
}

const headersGetter: OpenTelemetry.TextMapGetter<Headers> = {
  keys: (headers) => [...headers.keys()],
  get: (headers, key) => headers.get(key) ?? undefined,
}
