import { spawnSync } from 'node:child_process'
import { scriptedBackend } from 'colloquy/testing'
import { NotFoundError, type ChatBackend } from 'colloquy'
import { describe, expect, test } from 'vitest'
import { createHandler } from '../app.ts'
import type { RoutingContext } from '../upstream/routing-context.ts'
import { ServerMetrics } from './server-metrics.ts'

describe('the metrics of a server', () => {
  test('count answers, their tokens and why they ended, by the model that answered', async () => {
    const text = await metricsAfter(scriptedBackend('Good day.'), [whole, streamed])
    expect(samples(text, 'colloquy_http_requests_total')).toEqual(['{route="/v1/chat/completions",code="200"} 2'])
    expect(samples(text, 'colloquy_request_success_total')).toEqual(['{model="scripted",finish_reason="stop"} 2'])
    expect(samples(text, 'colloquy_time_to_first_token_seconds_count')).toEqual(['{model="scripted"} 1'])
    expect(samples(text, 'colloquy_e2e_request_seconds_count')).toEqual(['{model="scripted"} 2'])
    expect(Number(samples(text, 'colloquy_completion_tokens_total')[0]?.split(' ')[1])).toBeGreaterThan(0)
    expect(samples(text, 'colloquy_requests_running')).toEqual([' 0'])
  })

  test('never take a label from a caller', async () => {
    const refusing = scriptedBackend(new NotFoundError('No such model.', { code: 'model_not_found' }))
    const text = await metricsAfter(refusing, [{ ...whole, model: 'my-own-label' }], ['/v1/my-own-label'])
    expect(text).not.toContain('my-own-label')
    expect(samples(text, 'colloquy_http_requests_total')).toEqual([
      '{route="/v1/chat/completions",code="404"} 1',
      '{route="unmatched",code="404"} 1',
    ])
    expect(samples(text, 'colloquy_rejected_total')).toContain('{reason="model_not_found"} 1')
  })

  test('tell which upstream answered and which failed', async () => {
    const scripted = scriptedBackend('Hi.')
    const routed: ChatBackend = {
      models: () => scripted.models(),
      complete(request, context: RoutingContext) {
        context.onFailedAttempt?.('a', new Error('gone'))
        context.onRouted?.({ upstream: 'b', attempts: 2, waited: 30, firstChunk: 5 })
        return scripted.complete(request, context)
      },
    }
    const text = await metricsAfter(routed, [whole])
    expect(samples(text, 'colloquy_upstream_requests_total')).toEqual([
      '{upstream="a",outcome="failed"} 1',
      '{upstream="b",outcome="answered"} 1',
    ])
    expect(samples(text, 'colloquy_request_queue_seconds_sum')).toEqual([' 0.03'])
    expect(samples(text, 'colloquy_upstream_first_chunk_seconds_sum')).toEqual([])
    const ofStream = await metricsAfter(routed, [streamed])
    expect(samples(ofStream, 'colloquy_upstream_first_chunk_seconds_sum')).toEqual(['{upstream="b"} 0.005'])
  })

  test('tell of the models in the process, and of the process', async () => {
    const text = await metricsAfter(scriptedBackend('Hi.'), [])
    expect(samples(text, 'colloquy_model_load_seconds')).toEqual(['{model="tiny"} 1.5'])
    expect(samples(text, 'colloquy_kv_cache_usage_ratio')).toEqual(['{model="tiny"} 0.25'])
    if (process.platform !== 'linux') return
    expect(Number(samples(text, 'process_open_fds')[0])).toBeGreaterThan(2)
  })

  test('count a caller who leaves a stream as one who left', async () => {
    const metrics = new ServerMetrics()
    const handler = createHandler(scriptedBackend('A long answer.'), { metrics })
    const response = await handler.fetch(post(streamed))
    await response.body?.cancel()
    await expect.poll(() => samples(metrics.render(), 'colloquy_requests_left_total')).toEqual([' 1'])
    expect(samples(metrics.render(), 'colloquy_requests_running')).toEqual([' 0'])
  })

  test('are what promtool takes for metrics', async (context) => {
    const text = await metricsAfter(scriptedBackend('Hi.'), [whole, streamed])
    const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: text,
      encoding: 'utf8',
    })
    if (error) context.skip(`promtool is not installed (Debian: apt-get install prometheus): ${error.message}`)
    expect(stdout + stderr).toBe('')
    expect(status).toBe(0)
  })
})

const whole = { model: 'scripted', messages: [{ role: 'user', content: 'Hi' }] }
const streamed = { ...whole, stream: true }

async function metricsAfter(backend: ChatBackend, bodies: readonly unknown[], paths: readonly string[] = []) {
  const handler = createHandler(backend, {
    metrics: new ServerMetrics({
      upstreams: () => [],
      loadedModels: () => [{ model: 'tiny', loadSeconds: 1.5, cacheUse: 0.25 }],
    }),
    onError: () => undefined,
  })
  for (const body of bodies) await (await handler.fetch(post(body))).text()
  for (const path of paths) await (await handler.fetch(new Request(`http://localhost${path}`))).text()
  const response = await handler.fetch(new Request('http://localhost/metrics'))
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return response.text()
}

function samples(text: string, name: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && /[{ ]/.test(line.charAt(name.length)))
    .map((line) => line.slice(name.length))
}

function post(body: unknown): Request {
  return new Request('http://localhost/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
