import * as openTelemetry from '@opentelemetry/api'
import { InvalidRequestError, ServerError } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { createHandler } from '../app.ts'
import { RequestSpans } from './request-spans.ts'

describe('the span of a completion', () => {
  test('tells model, tokens and end by the conventions for generative AI, and no word of it', async () => {
    const [span] = await spansOf(scriptedBackend('A secret answer.'))
    expect(span).toMatchObject({
      name: 'chat scripted',
      kind: openTelemetry.SpanKind.SERVER,
      ended: true,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'scripted',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.output_tokens': expect.any(Number),
        'http.response.status_code': 200,
      },
    })
    expect(JSON.stringify(span)).not.toContain('secret')
  })

  test('is an error span for a request that fails', async () => {
    const [span] = await spansOf(scriptedBackend(new ServerError('No.', { code: 'overloaded' })))
    expect(span).toMatchObject({
      attributes: { 'error.type': 'overloaded', 'http.response.status_code': 503 },
      status: { code: openTelemetry.SpanStatusCode.ERROR },
    })
  })

  test('is no error span for a request that the caller made wrongly, but names its error', async () => {
    const [span] = await spansOf(scriptedBackend(new InvalidRequestError('No.', { param: 'n' })))
    expect(span).toMatchObject({ attributes: { 'error.type': 'invalid_value', 'http.response.status_code': 400 } })
    expect(span?.status).toBeUndefined()
  })
})

interface SeenSpan {
  readonly name: string
  readonly kind: unknown
  readonly attributes: unknown
  status?: unknown
  ended: boolean
}

/** Spans as a tracer sees them; the API without an SDK would drop them. */
async function spansOf(backend: Parameters<typeof createHandler>[0]): Promise<SeenSpan[]> {
  const seen: SeenSpan[] = []
  const startSpan = (name: string, { kind, attributes }: openTelemetry.SpanOptions = {}): openTelemetry.Span => {
    const span: SeenSpan = { name, kind, attributes, ended: false }
    seen.push(span)
    const inert = openTelemetry.trace.wrapSpanContext(openTelemetry.INVALID_SPAN_CONTEXT)
    return Object.assign(inert, {
      setStatus: (status: unknown) => ((span.status = status), inert),
      end: () => void (span.ended = true),
    })
  }
  openTelemetry.trace.setGlobalTracerProvider({
    getTracer: () => ({ startSpan, startActiveSpan: () => expect.unreachable('not used') }),
  })
  const handler = createHandler(backend, { observers: [new RequestSpans(openTelemetry)], onError: () => undefined })
  const response = await handler.fetch(
    new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'scripted',
        stream: true,
        messages: [{ role: 'user', content: 'A secret question.' }],
      }),
    }),
  )
  await response.text()
  openTelemetry.trace.disable()
  return seen
}
