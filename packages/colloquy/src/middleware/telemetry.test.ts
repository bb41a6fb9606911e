import * as openTelemetry from '@opentelemetry/api'
import { describe, expect, test, vi } from 'vitest'
import { busy, clientOf, request } from './__fixtures__/doors.ts'
import { telemetry, type TelemetryAttributes } from './index.ts'

describe('telemetry', () => {
  function instruments() {
    const spans: { name: string; attributes: object; status?: unknown; ended: boolean }[] = []
    const values: [string, number, TelemetryAttributes][] = []
    const api = {
      ...openTelemetry,
      trace: {
        setSpan: (context: unknown) => context,
        getTracer: () => ({
          startSpan(name: string, { attributes }: { attributes: object }) {
            const seen: (typeof spans)[number] = { name, attributes: { ...attributes }, ended: false }
            spans.push(seen)
            return {
              setAttributes: (more: object) => Object.assign(seen.attributes, more),
              setStatus: (status: unknown) => (seen.status = status),
              end: () => void (seen.ended = true),
            }
          },
        }),
      },
      metrics: {
        getMeter: () => ({
          createHistogram: (name: string) => ({
            record: (value: number, attributes: TelemetryAttributes) => void values.push([name, value, attributes]),
          }),
        }),
      },
      context: { active: () => undefined, with: <T>(_: unknown, work: () => T) => work() },
    }
    return { api, spans, values }
  }

  test('makes a span and measurements of a call by the conventions, and no word of it', async () => {
    const { api, spans, values } = instruments()
    let time = 0
    const middleware = telemetry(api, { now: () => (time += 500) })
    const asked = { ...request, temperature: 0.5, stop: 'x', n: 1, max_completion_tokens: 9, stream: true as const }
    const include = { stream_options: { include_usage: true } }
    await (
      await clientOf('Another secret', middleware).chat.createChatCompletion({ ...asked, ...include })
    ).completion()
    await vi.waitFor(() => expect(spans[0]?.ended).toBe(true))
    expect(spans).toMatchObject([
      {
        name: 'chat m',
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'm',
          'gen_ai.request.temperature': 0.5,
          'gen_ai.request.max_tokens': 9,
          'gen_ai.request.stop_sequences': ['x'],
          'gen_ai.response.id': 'chatcmpl-scripted',
          'gen_ai.response.finish_reasons': ['stop'],
          'gen_ai.usage.output_tokens': 2,
        },
      },
    ])
    expect(values.map(([name, value]) => [name, value])).toEqual([
      ['gen_ai.client.token.usage', 1],
      ['gen_ai.client.token.usage', 2],
      ['gen_ai.client.operation.duration', 0.5],
    ])
    expect(JSON.stringify([spans, values])).not.toContain('secret')
  })

  test('tells of an error by its code', async () => {
    const { api, spans, values } = instruments()
    await clientOf(busy, telemetry(api))
      .chat.createChatCompletion(request)
      .catch(() => {})
    await vi.waitFor(() => expect(spans[0]?.ended).toBe(true))
    expect(spans).toMatchObject([{ attributes: { 'error.type': 'rate_limit_exceeded' }, status: { code: 2 } }])
    expect(values).toMatchObject([
      ['gen_ai.client.operation.duration', expect.any(Number), { 'error.type': 'rate_limit_exceeded' }],
    ])
  })

  test('takes the module as it is, with or without an SDK', async () => {
    const { choices } = await clientOf('x', telemetry(openTelemetry)).chat.createChatCompletion(request)
    expect(choices[0]?.message.content).toBe('x')
  })
})
