import type { ChatBackend } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { createHandler, type Handler } from '../app.ts'
import { memoryStore } from '../store/memory/memory-store.ts'
import type { Store } from '../store/store.ts'

const path = '/v1/chat/completions'
const request = { model: 'scripted', messages: [{ role: 'user', content: 'Hi' }], store: true }

describe('a completion asked for with store', () => {
  test('is found again by its id, with what was asked', async () => {
    const server = serve()
    const { body: created } = await post(server, path, {
      ...request,
      metadata: { team: 'red' },
      temperature: 0.5,
      user: 'u1',
      seed: 7,
    })
    expect(created).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      choices: [{ message: { content: 'Hello.' } }],
    })
    const { status, body } = await get(server, `${path}/${idOf(created)}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...created,
      object: 'chat.completion',
      metadata: { team: 'red' },
      request_id: expect.stringMatching(/^req_/),
      temperature: 0.5,
      top_p: 1,
      seed: 7,
      input_user: 'u1',
      tools: null,
      tool_choice: null,
      response_format: null,
    })
  })

  test('is asked of the backend without what was meant for the server', async () => {
    const backend = scriptedBackend('Hello.')
    await post(serve(backend), path, { ...request, metadata: { a: 'b' } })
    expect(backend.requests).toEqual([{ model: 'scripted', messages: request.messages }])
  })

  test('has one id in every chunk of its stream, and is kept before the chunk that finishes it', async () => {
    const store = memoryStore()
    const server = serve(scriptedBackend('Hello there.'), store)
    const response = await server.fetch(
      asked(path, 'POST', { ...request, stream: true, stream_options: { include_usage: true } }),
    )
    const ids = new Set<string>()
    let keptWhenFinished: unknown
    for await (const bytes of response.body ?? []) {
      const event = new TextDecoder().decode(bytes)
      if (!event.startsWith('data: {')) continue
      const chunk = JSON.parse(event.slice(6))
      ids.add(chunk.id)
      if (chunk.choices[0]?.finish_reason) keptWhenFinished = await store.completions.get('everyone', chunk.id)
      else if (chunk.choices.length > 0) expect(await store.completions.get('everyone', chunk.id)).toBeUndefined()
    }
    expect(ids.size).toBe(1)
    expect(keptWhenFinished).toMatchObject({
      choices: [{ message: { content: 'Hello there.' }, finish_reason: 'stop' }],
      usage: { completion_tokens: 2 },
    })
  })

  test('keeps every choice', async () => {
    const server = serve()
    const { body } = await post(server, path, { ...request, n: 3 })
    expect((await get(server, `${path}/${idOf(body)}`)).body).toMatchObject({ choices: [{}, {}, { index: 2 }] })
  })

  test('is an error, and no answer, where it cannot be kept', async () => {
    const store = memoryStore()
    store.completions.add = () => Promise.reject(new Error('disk full at /var/lib'))
    const server = serve(undefined, store)
    expect(await post(server, path, request)).toMatchObject({ status: 500, body: { error: { type: 'server_error' } } })
    const streamed = await (await server.fetch(asked(path, 'POST', { ...request, stream: true }))).text()
    expect(streamed).toContain('"error"')
    expect(streamed).not.toContain('[DONE]')
    expect(streamed).not.toContain('"finish_reason":"stop"')
    expect(streamed).not.toContain('/var/lib')
  })

  test('is not kept where the answer failed', async () => {
    const server = serve(scriptedBackend([new Error('no')]))
    expect((await post(server, path, request)).status).toBe(500)
    expect(await get(server, path)).toMatchObject({ body: { data: [] } })
  })

  test('is kept by nobody without store', async () => {
    const server = serve()
    for (const store of [false, null]) await post(server, path, { ...request, store })
    expect((await get(server, path)).body).toEqual({
      object: 'list',
      data: [],
      first_id: null,
      last_id: null,
      has_more: false,
    })
  })

  test('is refused by name where nothing is kept, and the endpoints are not there', async () => {
    const server = createHandler(scriptedBackend('x'))
    expect(await post(server, path, request)).toMatchObject({
      status: 400,
      body: { error: { param: 'store', code: 'unsupported_parameter' } },
    })
    expect((await get(server, path)).status).toBe(405)
    expect((await get(server, `${path}/chatcmpl-1`)).status).toBe(404)
  })
})

describe('the list', () => {
  test('is paged, filtered and ordered as OpenAI’s is', async () => {
    const server = serve()
    const ids: string[] = []
    for (const team of ['red', 'blue', 'red']) {
      ids.push(idOf((await post(server, path, { ...request, metadata: { team } })).body))
    }
    const page = async (query: string) => (await get(server, `${path}?${query}`)).body
    expect(await page('limit=2')).toMatchObject({ first_id: ids[0], last_id: ids[1], has_more: true })
    expect(await page(`limit=2&after=${ids[1]}`)).toMatchObject({ first_id: ids[2], last_id: ids[2], has_more: false })
    expect(await page('order=desc&limit=1')).toMatchObject({ first_id: ids[2], has_more: true })
    expect(await page('metadata[team]=red')).toMatchObject({ data: [{ id: ids[0] }, { id: ids[2] }] })
    expect(await page('metadata%5Bteam%5D=blue&model=scripted')).toMatchObject({ data: [{ id: ids[1] }] })
    expect(await page('model=other')).toMatchObject({ data: [] })
  })

  test.each(['chatcmpl-none', '%00', ''])('does not know the page after %j', async (after) => {
    expect(await get(serve(), `${path}?after=${after}`)).toMatchObject({
      status: 404,
      body: { error: { param: 'after', type: 'invalid_request_error' } },
    })
  })

  test.each([
    ['limit=0', 'limit', 'integer_below_min_value'],
    ['limit=101', 'limit', 'integer_above_max_value'],
    ['limit=two', 'limit', 'invalid_type'],
    ['limit=', 'limit', 'invalid_type'],
    ['limit=1&limit=2', 'limit', 'invalid_value'],
    ['order=up', 'order', 'invalid_value'],
    ['befor=x', 'befor', 'unknown_parameter'],
    ['metadata=x', 'metadata', 'unknown_parameter'],
    ['metadata[a][b]=x', 'metadata', 'invalid_value'],
    ['metadata[a][]=x', 'metadata', 'invalid_value'],
    ['metadata[]=x', 'metadata', 'invalid_value'],
    ['__proto__=x', '__proto__', 'unknown_parameter'],
  ])('refuses %s by name', async (query, param, code) => {
    expect(await get(serve(), `${path}?${query}`)).toMatchObject({ status: 400, body: { error: { param, code } } })
  })

  test('tells how a filter by metadata is written', async () => {
    const message = '`metadata` is not a parameter of this list. Did you mean `metadata[name]`?'
    expect(await get(serve(), `${path}?metadata=x`)).toMatchObject({ body: { error: { message } } })
  })
})

describe('one stored completion', () => {
  test('gets other metadata in place of the old', async () => {
    const server = serve()
    const id = idOf((await post(server, path, { ...request, metadata: { a: '1' } })).body)
    const updated = await post(server, `${path}/${id}`, { metadata: { b: '2' } })
    expect(updated).toMatchObject({ status: 200, body: { id, object: 'chat.completion', metadata: { b: '2' } } })
    expect((await get(server, `${path}/${id}`)).body).toEqual(updated.body)
    expect((await post(server, `${path}/${id}`, { metadata: null })).body).toMatchObject({ metadata: {} })
  })

  test.each([
    [{}, 'metadata'],
    [{ metadata: { a: 1 } }, 'metadata.a'],
    [{ metadata: {}, model: 'x' }, 'model'],
    [{ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`k${at}`, ''])) }, 'metadata'],
  ])('refuses the update %j', async (body, param) => {
    const server = serve()
    const id = idOf((await post(server, path, request)).body)
    expect(await post(server, `${path}/${id}`, body)).toMatchObject({ status: 400, body: { error: { param } } })
  })

  test('is gone once it was deleted', async () => {
    const server = serve()
    const id = idOf((await post(server, path, request)).body)
    const deleted = await send(server, asked(`${path}/${id}`, 'DELETE'))
    expect(deleted).toEqual({ status: 200, body: { object: 'chat.completion.deleted', id, deleted: true } })
    for (const method of ['GET', 'DELETE']) {
      expect((await send(server, asked(`${path}/${id}`, method))).status).toBe(404)
    }
    expect((await get(server, `${path}/${id}/messages`)).status).toBe(404)
    expect((await get(server, path)).body).toMatchObject({ data: [] })
  })

  test.each(['chatcmpl-none', '%00', 'a%2Fb', 'ü', '..%2f..', 'x'.repeat(300)])(
    'answers 404 in OpenAI’s shape to the id %s',
    async (id) => {
      expect(await get(serve(), `${path}/${id}`)).toEqual({
        status: 404,
        body: { error: { message: expect.any(String), type: 'invalid_request_error', param: null, code: null } },
      })
    },
  )

  test('names the methods it has', async () => {
    const server = serve()
    for (const [at, allow] of [
      [path, 'GET, HEAD, POST'],
      [`${path}/x`, 'GET, HEAD, POST, DELETE'],
      [`${path}/x/messages`, 'GET, HEAD'],
    ] as const) {
      const response = await server.fetch(asked(at, 'PUT'))
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    }
  })
})

describe('the messages of a stored completion', () => {
  const messages: ChatCompletionRequest['messages'] = [
    { role: 'developer', content: 'Be brief.' },
    {
      role: 'user',
      name: 'ann',
      content: [
        { type: 'text', text: 'What is ' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
        { type: 'text', text: 'this?' },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'a cat' },
  ]

  test('are those of the request, each with its id and its parts', async () => {
    const server = serve()
    const id = idOf((await post(server, path, { ...request, messages })).body)
    const { body } = await get(server, `${path}/${id}/messages`)
    expect(body).toMatchObject({
      object: 'list',
      first_id: `${id}-0`,
      last_id: `${id}-3`,
      has_more: false,
      data: [
        { id: `${id}-0`, role: 'developer', content: 'Be brief.', content_parts: null },
        {
          id: `${id}-1`,
          role: 'user',
          name: 'ann',
          content: 'What is this?',
          content_parts: [{ type: 'text' }, { type: 'image_url' }, { type: 'text' }],
        },
        { role: 'assistant', content: null, tool_calls: [{ id: 'call_1' }] },
        { role: 'tool', tool_call_id: 'call_1', content: 'a cat' },
      ],
    })
  })

  test('are paged in both orders', async () => {
    const server = serve()
    const id = idOf((await post(server, path, { ...request, messages })).body)
    const ids = async (query: string) => {
      const { body } = await get(server, `${path}/${id}/messages?${query}`)
      return [body.data?.map((each) => each.id.slice(id.length)), body.has_more]
    }
    expect(await ids('limit=2')).toEqual([['-0', '-1'], true])
    expect(await ids(`limit=2&after=${id}-1`)).toEqual([['-2', '-3'], false])
    expect(await ids(`limit=3&order=desc&after=${id}-2`)).toEqual([['-1', '-0'], false])
    expect((await get(server, `${path}/${id}/messages?after=x`)).status).toBe(404)
    expect((await get(server, `${path}/${id}/messages?model=x`)).status).toBe(400)
  })
})

function serve(backend: ChatBackend = scriptedBackend('Hello.'), store: Store = memoryStore()): Handler {
  return createHandler(backend, { store, onError: () => undefined })
}

function asked(at: string, method: string, body?: unknown): Request {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return new Request(`http://localhost${at}`, { method, ...init })
}

interface Body {
  readonly id?: string
  readonly data?: readonly { readonly id: string }[]
  readonly has_more?: boolean
}

async function send(server: Handler, question: Request): Promise<{ status: number; body: Body }> {
  const response = await server.fetch(question)
  const body: Body = await response.json()
  return { status: response.status, body }
}

const get = (server: Handler, at: string) => send(server, asked(at, 'GET'))
const post = (server: Handler, at: string, body: unknown) => send(server, asked(at, 'POST', body))

function idOf({ id }: Body): string {
  return id ?? expect.unreachable('there is no id')
}
