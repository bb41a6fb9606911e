import { wrongType } from '../client/check-options.ts'
import { isColloquyError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletion, ChatCompletionRequest } from '../protocol/index.ts'
import type { Middleware } from './middleware.ts'

/**
 * The parts of the module `@opentelemetry/api` (1.3 or later) that are used. They are described here, not imported, so
 * that programs without telemetry need not install it.
 */
export interface TelemetryApi {
  readonly trace: {
    getTracer(name: string): TelemetryTracer
    setSpan(context: unknown, span: TelemetrySpan): unknown
  }
  readonly metrics: { getMeter(name: string): TelemetryMeter }
  readonly context: {
    active(): unknown
    with<T>(context: unknown, work: () => T): T
  }
  readonly SpanKind: { readonly CLIENT: number }
  readonly SpanStatusCode: { readonly ERROR: number }
}

/** Starts spans. */
export interface TelemetryTracer {
  startSpan(name: string, options: { kind: number; attributes: TelemetryAttributes }): TelemetrySpan
}

/** One call, as a trace shows it. */
export interface TelemetrySpan {
  setAttributes(attributes: TelemetryAttributes): unknown
  setStatus(status: { code: number }): unknown
  end(): void
}

/** Makes histograms. */
export interface TelemetryMeter {
  createHistogram(name: string, options: { unit: string; description: string }): TelemetryHistogram
}

/** Counts values. */
export interface TelemetryHistogram {
  record(value: number, attributes: TelemetryAttributes): void
}

/** What spans and values say of themselves. */
export type TelemetryAttributes = Readonly<Record<string, string | number | string[] | undefined>>

/** Options of the telemetry. */
export interface TelemetryOptions {
  /** `gen_ai.provider.name`: who answers. Default `openai`. */
  provider?: string
  /** Milliseconds on a clock that never goes back; for tests. Default: `performance.now()`. */
  now?: () => number
}

/**
 * Records a span and two measurements for each call, by OpenTelemetry's conventions for generative AI: model, settings,
 * tokens, finish reasons, duration, error. The conversation is not recorded. A span ends when the answer is complete.
 *
 * @param api The module `@opentelemetry/api`, as the program that registers an SDK imports it.
 * @example
 * import * as openTelemetry from '@opentelemetry/api'
 * const client = new Colloquy({ middleware: chain(telemetry(openTelemetry)) })
 */
export function telemetry(api: TelemetryApi, options: TelemetryOptions = {}): Middleware {
  for (const part of ['trace', 'metrics', 'context']) {
    if (!isRecord(api) || !(part in api)) throw wrongType('api', api, ': give the module `@opentelemetry/api`')
  }
  const { provider = 'openai', now = () => performance.now() } = options
  const tracer = api.trace.getTracer('colloquy')
  const meter = api.metrics.getMeter('colloquy')
  const tokens = meter.createHistogram('gen_ai.client.token.usage', {
    unit: '{token}',
    description: 'Tokens read and written.',
  })
  const durations = meter.createHistogram('gen_ai.client.operation.duration', {
    unit: 's',
    description: 'How long answers took.',
  })
  return (context, next) => {
    const { request, done } = context
    const call = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': provider,
      'gen_ai.request.model': request.model,
    }
    const attributes = { ...call, ...settingsOf(request) }
    const span = tracer.startSpan(`chat ${request.model}`, { kind: api.SpanKind.CLIENT, attributes })
    const started = now()
    const end = (outcome: TelemetryAttributes): void => {
      durations.record((now() - started) / 1000, { ...call, ...outcome })
      span.end()
    }
    const answered = (completion: ChatCompletion): void => {
      span.setAttributes(outcomeOf(completion))
      const told = { 'gen_ai.response.model': completion.model }
      const { prompt_tokens, completion_tokens } = completion.usage ?? {}
      const counts = { input: prompt_tokens, output: completion_tokens }
      for (const [type, count] of Object.entries(counts))
        if (count !== undefined) tokens.record(count, { ...call, ...told, 'gen_ai.token.type': type })
      end(told)
    }
    const failed = (error: unknown): void => {
      const told = { 'error.type': isColloquyError(error) ? error.code : '_OTHER' }
      span.setAttributes(told)
      span.setStatus({ code: api.SpanStatusCode.ERROR })
      end(told)
    }
    // What is passed for OpenTelemetry's API, which never throws, must not end the process.
    done.then(answered, failed).catch(() => {})
    // What goes on below, such as the span of the HTTP request, belongs to this one.
    return api.context.with(api.trace.setSpan(api.context.active(), span), () => next(context))
  }
}

function settingsOf(request: ChatCompletionRequest): TelemetryAttributes {
  const { n, stop, response_format: format } = request
  return {
    'gen_ai.request.max_tokens': request.max_completion_tokens ?? request.max_tokens ?? undefined,
    'gen_ai.request.temperature': request.temperature ?? undefined,
    'gen_ai.request.top_p': request.top_p ?? undefined,
    'gen_ai.request.frequency_penalty': request.frequency_penalty ?? undefined,
    'gen_ai.request.presence_penalty': request.presence_penalty ?? undefined,
    'gen_ai.request.seed': request.seed ?? undefined,
    'gen_ai.request.stop_sequences': typeof stop === 'string' ? [stop] : stop ? [...stop] : undefined,
    'gen_ai.request.choice.count': n && n !== 1 ? n : undefined,
    'gen_ai.output.type': format ? (format.type === 'text' ? 'text' : 'json') : undefined,
  }
}

function outcomeOf({ id, model, choices, usage }: ChatCompletion): TelemetryAttributes {
  return {
    'gen_ai.response.id': id,
    'gen_ai.response.model': model,
    'gen_ai.response.finish_reasons': choices.map(({ finish_reason }) => finish_reason),
    'gen_ai.usage.input_tokens': usage?.prompt_tokens,
    'gen_ai.usage.output_tokens': usage?.completion_tokens,
  }
}
