import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Colloquy, RateLimitError, type ChatCompletionRequest } from '../../index.ts'
import {
  faultyFetch,
  fetchFrom,
  recordedFetch,
  scriptedBackend,
  type RecordedFetchOptions,
  type RecordingStore,
  type ScriptedAnswer,
} from '../index.ts'

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } satisfies ChatCompletionRequest
const key = 'secret-key-of-the-house'

/** A recording in memory. */
function memory(text?: string): RecordingStore & { text: string | undefined } {
  return {
    text,
    read() {
      return this.text
    },
    write(written) {
      this.text = written
    },
  }
}

function clientOf(fetch: typeof globalThis.fetch): Colloquy {
  return new Colloquy({ baseURL: 'http://test/v1', apiKey: key, maxRetries: 0, fetch })
}

function recorder(
  store: RecordingStore,
  answer: ScriptedAnswer | readonly ScriptedAnswer[],
  more: RecordedFetchOptions = {},
) {
  return clientOf(recordedFetch(store, { mode: 'auto', fetch: fetchFrom(scriptedBackend(answer)), ...more }))
}

/** Replays with a network that must not be asked. */
function player(store: RecordingStore, more: RecordedFetchOptions = {}) {
  const fetch = () => expect.unreachable('the network was asked')
  return clientOf(recordedFetch(store, { mode: 'replay', fetch, ...more }))
}

const contentOf = async (client: Colloquy, asked: ChatCompletionRequest = request): Promise<unknown> =>
  (await client.chat.createChatCompletion({ ...asked, stream: false })).choices[0]?.message.content

async function piecesOf(client: Colloquy): Promise<string[]> {
  const stream = await client.chat.createChatCompletion({ ...request, stream: true })
  const pieces: string[] = []
  for await (const text of stream.text()) pieces.push(text)
  return pieces
}

describe('replays what was recorded', () => {
  test('whole answers', async () => {
    const store = memory()
    const recorded = await recorder(store, 'Grüß Gott').chat.createChatCompletion(request)
    expect(await player(store).chat.createChatCompletion(request)).toEqual(recorded)
  })

  test('streams, an event at a time', async () => {
    const store = memory()
    expect(await piecesOf(recorder(store, 'one two three'))).toEqual(['one', ' two', ' three'])
    expect(await piecesOf(player(store))).toEqual(['one', ' two', ' three'])
  })

  test('errors, with status, words and request id', async () => {
    const store = memory()
    const busy = new RateLimitError('Slow down.', { retryAfter: 2 })
    const raised = {
      name: 'RateLimitError',
      status: 429,
      message: 'Slow down.',
      retryAfter: 2,
      requestId: 'req_scripted',
    }
    await expect(contentOf(recorder(store, busy))).rejects.toMatchObject(raised)
    await expect(contentOf(player(store))).rejects.toMatchObject(raised)
  })

  test('answers to the same request in their order', async () => {
    const store = memory()
    const client = recorder(store, ['one', 'two'])
    expect([await contentOf(client), await contentOf(client)]).toEqual(['one', 'two'])
    const replayed = player(store)
    expect([await contentOf(replayed), await contentOf(replayed)]).toEqual(['one', 'two'])
  })

  test('streams that broke, as broken', async () => {
    const store = memory()
    const fetch = faultyFetch(fetchFrom(scriptedBackend('one two three')), [{ kind: 'reset', after: 600 }])
    await expect(piecesOf(recorder(store, '', { fetch }))).rejects.toMatchObject({ code: 'connection_failed' })
    await expect(piecesOf(player(store))).rejects.toMatchObject({ code: 'connection_failed' })
  })

  test('streams that were left, up to there', async () => {
    const store = memory()
    const firstOf = async (client: Colloquy) => {
      const stream = await client.chat.createChatCompletion({ ...request, stream: true })
      const pieces = stream.text()
      const { value } = await pieces.next()
      await pieces.return(undefined)
      return value
    }
    expect(await firstOf(recorder(store, 'one two three'))).toBe('one')
    await expect.poll(() => store.text).toContain('"left"')
    expect(await firstOf(player(store))).toBe('one')
    const stream = await player(store).chat.createChatCompletion({ ...request, stream: true }, { timeout: { idle: 5 } })
    await expect(stream.completion()).rejects.toMatchObject({ code: 'timeout', phase: 'idle' })
  })

  test('whatever the order of keys and the host', async () => {
    const store = memory()
    await contentOf(recorder(store, 'one'), { ...request, seed: 1, temperature: 0 })
    const elsewhere = new Colloquy({
      baseURL: 'https://other.test/v1',
      fetch: recordedFetch(store, { mode: 'replay' }),
    })
    expect(await contentOf(elsewhere, { temperature: 0, seed: 1, ...request })).toBe('one')
  })
})

describe('a request that was not recorded', () => {
  test('is told where it differs, and not tried again', async () => {
    const store = memory()
    await contentOf(recorder(store, 'one'))
    const asked = { ...request, messages: [{ role: 'user' as const, content: 'Hello' }] }
    await expect(contentOf(player(store), asked)).rejects.toMatchObject({
      name: 'NotFoundError',
      param: 'messages[0].content',
      message: expect.stringContaining('differs at `messages[0].content`'),
    })
    await expect(contentOf(player(store), { ...request, seed: 1 })).rejects.toMatchObject({ param: 'seed' })
  })

  test('is asked and added in `auto`', async () => {
    const store = memory()
    await contentOf(recorder(store, 'one'))
    const client = recorder(store, 'two')
    expect(await contentOf(client)).toBe('one')
    expect(await contentOf(client, { ...request, seed: 1 })).toBe('two')
    expect(await contentOf(player(store), { ...request, seed: 1 })).toBe('two')
  })

  test('is never asked where the environment has CI', async () => {
    const before = process.env['CI']
    process.env['CI'] = 'true'
    onTestFinished(() => {
      if (before === undefined) delete process.env['CI']
      else process.env['CI'] = before
    })
    const fetch = () => expect.unreachable('the network was asked')
    await expect(contentOf(clientOf(recordedFetch(memory(), { fetch })))).rejects.toMatchObject({ status: 404 })
  })
})

test('`record` forgets what was recorded before', async () => {
  const store = memory()
  await contentOf(recorder(store, 'one'))
  expect(await contentOf(recorder(store, 'two', { mode: 'record' }))).toBe('two')
  expect(await contentOf(player(store))).toBe('two')
})

describe('secrets', () => {
  test('are not written, wherever the server repeats them', async () => {
    const store = memory()
    const echo = `Wrong key ${key}, or sk-1234567890abcdef, or 007-of-mine.`
    const fetch = fetchFrom(scriptedBackend(echo))
    const client = new Colloquy({
      baseURL: 'http://test/v1?api-key=in-the-query',
      apiKey: key,
      headers: { 'x-house': 'header-of-the-house' },
      fetch: recordedFetch(store, { mode: 'record', secrets: ['007-of-mine'], fetch }),
    })
    const spoken = `${echo} Bearer abcdefghijkl in-the-query header-of-the-house`
    await contentOf(client, { ...request, messages: [{ role: 'user', content: spoken }] })
    await client.chat.createChatCompletion({ ...request, stream: true }).then((stream) => stream.completion())
    for (const secret of [key, 'sk-1234567890abcdef', '007-of-mine', 'abcdefghijkl', 'in-the-query', 'header-of-the']) {
      expect(store.text).not.toContain(secret)
    }
    expect(store.text).toContain('Wrong key [redacted]')
  })

  test('are not written where a model spells them out piece by piece', async () => {
    const store = memory()
    const pieces = ['sec', 'ret-key-of', '-the', '-house', ' is yours']
    const envelope = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' } as const
    const chunks = pieces.map((content) => ({
      ...envelope,
      choices: [{ index: 0, delta: { content }, finish_reason: null }],
    }))
    const end = { ...envelope, choices: [{ index: 0, delta: {}, finish_reason: 'stop' as const }] }
    expect((await piecesOf(recorder(store, [[...chunks, end]]))).join('')).toBe(`${key} is yours`)
    expect(store.text).not.toContain('ret-key-of')
    expect((await piecesOf(player(store))).join('')).toBe('[redacted] is yours')
  })

  test('may be more: `forget` changes what is compared and written', async () => {
    const store = memory()
    const forget = (body: unknown) => ({ ...(typeof body === 'object' && body), user: undefined })
    await contentOf(recorder(store, 'one', { forget }), { ...request, user: 'Ada' })
    expect(store.text).not.toContain('Ada')
    expect(await contentOf(player(store, { forget }), { ...request, user: 'Bob' })).toBe('one')
  })
})

describe('a file', () => {
  function folder(): string {
    const made = mkdtempSync(path.join(tmpdir(), 'recording-'))
    onTestFinished(() => rmSync(made, { recursive: true }))
    return made
  }

  test.each([
    ['by its name', (file: string) => file],
    ['by its URL', (file: string) => pathToFileURL(file)],
  ])('%s is made, its folder too, when an answer is over', async (_, named) => {
    const file = path.join(folder(), 'of tests', 'a.json')
    const fetch = fetchFrom(scriptedBackend('one'))
    expect(await piecesOf(clientOf(recordedFetch(named(file), { mode: 'auto', fetch })))).toEqual(['one'])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      version: 1,
      exchanges: [{ request: { method: 'POST', path: '/v1/chat/completions' }, response: { status: 200 } }],
    })
    const replayed = clientOf(recordedFetch(named(file), { mode: 'replay' }))
    expect(await piecesOf(replayed)).toEqual(['one'])
    await expect(contentOf(replayed)).rejects.toThrow(
      `No answer is recorded for this request in ${String(named(file))}.`,
    )
  })

  test('that is damaged is no empty recording', async () => {
    const file = path.join(folder(), 'a.json')
    writeFileSync(file, '{"version": 1, "exch')
    const fetch = () => expect.unreachable('the network was asked')
    await expect(contentOf(clientOf(recordedFetch(file, { fetch })))).rejects.toMatchObject({
      message: expect.stringContaining('damaged'),
    })
  })
})
