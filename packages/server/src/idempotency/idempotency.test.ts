import { InvalidRequestError, type ChatBackend } from 'colloquy'
import { scriptedBackend, type ScriptedAnswer } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { createHandler, type Handler } from '../app.ts'
import { memoryStore } from '../store/memory/memory-store.ts'
import { storeUnavailable } from '../store/store-unavailable.ts'
import type { Store } from '../store/store.ts'

const path = '/v1/chat/completions'
const body = { model: 'scripted', messages: [{ role: 'user', content: 'Hi' }] }

describe('an idempotency key', () => {
  test.each([false, true])(
    'gives the same answer again, byte for byte, and asks once (streamed: %s)',
    async (stream) => {
      const backend = scriptedBackend(['one', 'two'])
      const server = serve(backend)
      const first = await ask(server, 'k1', { stream })
      const again = await ask(server, 'k1', { stream })
      expect(again.text).toBe(first.text)
      expect(first.text).toContain('one')
      expect(again.replayed).toBe('true')
      expect(first.replayed).toBeNull()
      expect(again.type).toBe(first.type)
      expect(again.name).not.toBe(first.name)
      expect(backend.requests).toHaveLength(1)
      expect((await ask(server, 'k2', { stream })).text).toContain('two')
    },
  )

  test('is refused by name for another request, in a way that clients do not try again', async () => {
    const server = serve(scriptedBackend('x'))
    await ask(server, 'k')
    const other = await ask(server, 'k', { temperature: 0 })
    expect(other.status).toBe(400)
    expect(JSON.parse(other.text)).toMatchObject({
      error: { param: 'idempotency-key', code: 'idempotency_key_reused', type: 'invalid_request_error' },
    })
  })

  test('makes those who ask meanwhile wait for the one answer, on another server too', async () => {
    const { answer, finish } = held()
    const backend = scriptedBackend([answer, 'second'])
    const store = memoryStore()
    const one = ask(serve(backend, store), 'k')
    const others = [ask(serve(backend, store), 'k'), ask(serve(backend, store), 'k')]
    finish('first')
    const texts = await Promise.all([one, ...others].map(async (each) => (await each).text))
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('first')
    expect(backend.requests).toHaveLength(1)
  })

  test('is free again after an answer that failed, before the stream or within it', async () => {
    const broken: ScriptedAnswer = [
      { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [] },
      new Error('broken'),
    ]
    const server = serve(scriptedBackend([new Error('no'), broken, 'fine']))
    expect((await ask(server, 'k')).status).toBe(500)
    expect((await ask(server, 'k', { stream: true })).text).not.toContain('[DONE]')
    expect((await ask(server, 'k', { stream: true })).text).toContain('fine')
  })

  test('is free again when the reader of its stream has left', async () => {
    const server = serve(scriptedBackend(['a b c', 'second']))
    const response = await server.fetch(asked('k', { stream: true }))
    await response.body?.cancel()
    expect((await ask(server, 'k', { stream: true })).text).toContain('second')
  })

  test('ends the wait of a caller who leaves', async () => {
    const { answer, finish } = held()
    const server = serve(scriptedBackend([answer]))
    const one = ask(server, 'k')
    const leaving = new AbortController()
    const other = server.fetch(new Request(asked('k'), { signal: leaving.signal }))
    leaving.abort()
    expect((await other).status).toBe(499)
    finish('done')
    await one
  })

  test('is not known to be kept where it cannot be', async () => {
    const store = memoryStore()
    store.idempotency.keep = () => Promise.reject(new Error('disk full'))
    const server = serve(scriptedBackend('x'), store)
    expect((await ask(server, 'k')).status).toBe(500)
    const streamed = (await ask(server, 'k', { stream: true })).text
    expect(streamed).toContain('"error"')
    expect(streamed).not.toContain('[DONE]')
  })

  test('leaves an answer that fails its own error while the store is away, streamed or not', async () => {
    const store = memoryStore()
    const gone = () => Promise.reject(storeUnavailable(new Error('gone')))
    Object.assign(store.idempotency, { keep: gone, release: gone })
    const server = serve(scriptedBackend([new InvalidRequestError('no'), 'x']), store)
    expect((await ask(server, 'k1')).status).toBe(400)
    expect((await ask(server, 'k2', { stream: true })).text).toMatch(/"store_unavailable"[^\n]*\n\n$/)
  })

  test.each(['', 'x'.repeat(256), 'ü'])('is refused by name where it cannot be honoured: %j', async (key) => {
    const answer = await ask(serve(scriptedBackend('x')), key)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toMatchObject({ error: { param: 'idempotency-key' } })
  })
})

function serve(backend: ChatBackend, store: Store = memoryStore()): Handler {
  return createHandler(backend, { store, onError: () => undefined })
}

function asked(key: string, fields: object = {}): Request {
  return new Request(`http://localhost${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ ...body, ...fields }),
  })
}

async function ask(server: Handler, key: string, fields: object = {}) {
  const response = await server.fetch(asked(key, fields))
  const { status, headers } = response
  return {
    status,
    text: await response.text(),
    type: headers.get('content-type'),
    replayed: headers.get('idempotent-replayed'),
    name: headers.get('x-request-id'),
  }
}

/** An answer that comes when it is told to. */
function held(): { answer: ScriptedAnswer; finish: (text: string) => void } {
  let finish: (text: string) => void = () => undefined
  const text = new Promise<string>((resolve) => {
    finish = resolve
  })
  return { answer: () => text, finish: (value) => finish(value) }
}
