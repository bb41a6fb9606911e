import { NotFoundError, type ChatBackend } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { createHandler } from '../app.ts'
import { createKey } from '../keys/create-key.ts'
import { memoryStore } from '../store/memory/memory-store.ts'
import type { Store } from '../store/store.ts'
import { RequestLog } from './request-log.ts'

const date = (): Date => new Date('2026-01-02T03:04:05.678Z')

describe('the request log', () => {
  test('has one line of JSON a request, without prompt, answer or key', async () => {
    const [line = '', ...more] = await linesOf('json', scriptedBackend('A secret answer.'))
    expect(more).toEqual([])
    expect(JSON.parse(line)).toMatchObject({
      time: '2026-01-02T03:04:05.678Z',
      level: 'info',
      message: 'request',
      request_id: expect.stringMatching(/^req_/),
      method: 'POST',
      route: '/v1/chat/completions',
      status: 200,
      outcome: 'answered',
      requested_model: 'scripted',
      model: 'scripted',
      stream: true,
      completion_tokens: expect.any(Number),
      finish_reasons: ['stop'],
    })
    expect(line).not.toMatch(/secret/)
  })

  test('names the error, and not what the caller wrote', async () => {
    const error = new NotFoundError('There is no secret model.', { code: 'model_not_found' })
    const [line = ''] = await linesOf('json', scriptedBackend(error))
    expect(JSON.parse(line)).toMatchObject({ status: 404, outcome: 'failed', error_code: 'model_not_found' })
    expect(line).not.toMatch(/secret/)
  })

  test('names the field at fault, unless that is a text of the caller', async () => {
    const fault = async (format: 'json' | 'text', fields: object) =>
      (await linesOf(format, scriptedBackend('Hi.'), { fields })).join('')
    expect(JSON.parse(await fault('json', { top_k: 3 }))).toMatchObject({ status: 400, error_param: 'top_k' })
    expect(await fault('text', { temperature: 3 })).toMatch(/ decimal_above_max_value \(temperature\) req_\w+\n$/)
    expect(await fault('json', { 'my secret': 3 })).not.toMatch(/error_param|secret/)
  })

  test('names the key of the store that a caller came with, a revoked one too, never the key', async () => {
    const store = memoryStore()
    const { secret, record } = await createKey(store.keys, { name: 'ann' })
    const known = await linesOf('json', scriptedBackend('Hi.'), { store, key: secret })
    const text = await linesOf('text', scriptedBackend('Hi.'), { store, key: secret })
    await store.keys.revoke(record.id)
    const revoked = await linesOf('json', scriptedBackend('Hi.'), { store, key: secret })
    expect([...known, ...revoked].map((line) => JSON.parse(line))).toMatchObject([
      { key_name: 'ann', status: 200 },
      { key_name: 'ann', status: 401 },
    ])
    expect(text.join('')).toContain(' for ann ')
    expect([...known, ...text, ...revoked].join('')).not.toContain(secret)
  })

  test('is short where a person reads it, and moves no cursor', async () => {
    const models = [{ id: 'a\u001b[2Jb', object: 'model' as const, created: 0, owned_by: 'x' }]
    const [line = ''] = await linesOf('text', scriptedBackend('Hi.', { models }), { model: 'a\u001b[2Jb' })
    expect(line).toMatch(/^03:04:05\.678 POST \/v1\/chat\/completions 200 [\d.]+ ms a\[2Jb \d+\+\d+ tokens\n$/)
  })

  test.each([
    ['json', { message: 'model loaded', model: 'a', duration_ms: 380.1 }, { message: 'model unloaded', model: 'a' }],
    ['text', '03:04:05.678 loaded a in 380.1 ms', '03:04:05.678 unloaded a'],
  ] as const)('tells in %s of models that are loaded and unloaded', (format, ...expected) => {
    const lines: string[] = []
    const log = new RequestLog({ format, write: (line) => lines.push(line.trimEnd()), date })
    log.loaded('a', 0.38012)
    log.unloaded('a')
    expect(format === 'text' ? lines : lines.map((line) => JSON.parse(line))).toMatchObject(expected)
  })

  test.each([
    [
      'json',
      { level: 'error', message: 'upstream down', upstream: 'a', error: 'Error: no <- Error: why' },
      { level: 'info', message: 'upstream up', upstream: 'a' },
      { level: 'info', message: 'draining', at_most_ms: 35_000 },
    ],
    [
      'text',
      '03:04:05.678 upstream a down: Error: no <- Error: why',
      '03:04:05.678 upstream a up',
      '03:04:05.678 stopping: running answers have 35 s; a second signal ends them at once',
    ],
  ] as const)('tells in %s of upstreams out of use and back, and of the end', (format, ...expected) => {
    const lines: string[] = []
    const log = new RequestLog({ format, write: (line) => lines.push(line.trimEnd()), date })
    log.upstreamChanged({ name: 'a', state: 'down', cause: new Error('no', { cause: new Error('why') }) })
    log.upstreamChanged({ name: 'a', state: 'up', cause: undefined })
    log.draining(35)
    expect(format === 'text' ? lines : lines.map((line) => JSON.parse(line))).toMatchObject(expected)
  })

  test('names routes as the documentation does, and the page as a page', async () => {
    const lines: string[] = []
    const log = new RequestLog({ format: 'json', write: (line) => lines.push(line), date })
    const page = new Map([['index.html', { body: new Uint8Array(), type: 'text/html' }]])
    const handler = createHandler(scriptedBackend('Hi.'), { observers: [log], page })
    for (const path of ['/v1/models/a/b', '/', '/nowhere', '/v1/']) {
      await (await handler.fetch(new Request(`http://localhost${path}`))).text()
    }
    const routes = lines.map((line) => JSON.parse(line)).map(({ route, status }) => `${route} ${status}`)
    expect(routes).toEqual(['/v1/models/:id 404', 'page 200', 'unmatched 404', 'unmatched 404'])
  })

  test('does not tell of probes that succeed', async () => {
    const lines: string[] = []
    const log = new RequestLog({ format: 'json', write: (line) => lines.push(line), date })
    const handler = createHandler(scriptedBackend('Hi.'), { observers: [log], notReady: () => 'draining' })
    for (const path of ['/livez', '/readyz']) await handler.fetch(new Request(`http://localhost${path}`))
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ route: '/readyz', status: 503 }])
  })
})

async function linesOf(
  format: 'json' | 'text',
  backend: ChatBackend,
  {
    model = 'scripted',
    key = 'sk-secret',
    store,
    fields,
  }: { model?: string; key?: string; store?: Store; fields?: object } = {},
) {
  const lines: string[] = []
  const log = new RequestLog({ format, write: (line) => lines.push(line), date })
  const handler = createHandler(backend, { observers: [log], ...(store && { store }) })
  const response = await handler.fetch(
    new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        model,
        stream: true,
        messages: [{ role: 'user', content: 'A secret question.' }],
        ...fields,
      }),
    }),
  )
  await response.text()
  return lines
}
