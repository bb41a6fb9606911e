import { readFileSync } from 'node:fs'
import {
  AuthenticationError,
  InvalidRequestError,
  RateLimitError,
  type ChatCompletion,
  type ChatCompletionRequest,
} from 'colloquy'
import { fetchFrom, scriptedBackend, type ScriptedAnswer } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'

import { program as withColloquy } from './program/with-colloquy.ts'
import { program as withOpenAi } from './program/with-openai.ts'

/** Two programs, told apart by their import alone. */
const sources = ['with-openai', 'with-colloquy'].map((name) =>
  readFileSync(new URL(`./program/${name}.ts`, import.meta.url), 'utf8'),
)

describe('a program written for openai', () => {
  test('needs no change but its imports', () => {
    const [openai = '', colloquy = ''] = sources
    const moved = openai.replaceAll("from 'openai", "from 'colloquy/openai")
    expect(moved).not.toBe(openai)
    expect(colloquy).toBe(moved)
  })

  test('is told the same by colloquy, and asks the server the same', async () => {
    const [ours, theirs] = [server(), server()]
    const options = { baseURL: 'http://test/v1', apiKey: 'k', maxRetries: 0 }
    const toldByColloquy = await withColloquy({ ...options, fetch: ours.fetch })
    const toldByOpenAi = await withOpenAi({ ...options, fetch: theirs.fetch })
    for (const [part, told] of Object.entries(toldByOpenAi))
      expect(plain(toldByColloquy[part]), part).toEqual(plain(told))
    expect(ours.asked).toEqual(theirs.asked)
  })
})

/** As JSON has it, without what openai's client adds to messages: ours go back to a server as they came. */
function plain(value: unknown): unknown {
  const added = new Set(['parsed', 'parsed_arguments'])
  return JSON.parse(JSON.stringify(value ?? null, (key, each: unknown) => (added.has(key) ? undefined : each)))
}

/** A server that answers from a script and keeps five completions; notes what it is asked. */
function server(): { fetch: typeof fetch; asked: unknown[] } {
  const asked: unknown[] = []
  const chat = fetchFrom(scriptedBackend(answer))
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { signal: _, ...rest } = init
    const request = new Request(input, rest)
    const { pathname, search } = new URL(request.url)
    const text = await request.text()
    const { method, headers } = request
    const body: unknown = text ? sorted(JSON.parse(text)) : null
    asked.push([method, pathname + search, body, headers.get('authorization'), headers.get('x-team')])
    if (pathname.endsWith('/chat/completions') && method === 'POST') return chat(request.url, { ...init, body: text })
    return Response.json(stored(method, pathname, new URLSearchParams(search)), {
      headers: { 'x-request-id': 'req_kept' },
    })
  }
  return { fetch, asked }
}

function answer({ messages, tools }: ChatCompletionRequest): ScriptedAnswer {
  const last = messages.at(-1)
  if (last?.role === 'tool') return 'It is clear.'
  if (last?.content === 'Fail') return new InvalidRequestError('No.', { code: 'invalid_value', param: 'messages' })
  if (last?.content === 'Busy') return new RateLimitError('Slow down.')
  if (last?.content === 'Key') return new AuthenticationError('No.')
  if (last?.content === 'Slow') return () => new Promise(() => {})
  if (last?.content === 'JSON') return '{"city": "Wien"}'
  if (!tools) return 'Hello there'
  const known = new Set(tools.flatMap((tool) => (tool.type === 'function' ? tool.function.name : [])))
  const call = (id: string, name: string, text: string) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: text },
  })
  const calls = [
    call('1', 'weather', '{"city":"Wien"}'),
    call('2', 'shout', '{"a":1}'),
    call('3', 'weather', '{"city":"Graz"}'),
  ]
  return {
    ...completion('c'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: null,
          refusal: null,
          tool_calls: calls.filter(({ function: { name } }) => known.has(name)),
        },
        finish_reason: 'tool_calls',
        logprobs: null,
      },
    ],
  }
}

function completion(id: string): ChatCompletion {
  const message = { role: 'assistant' as const, content: `I am ${id}`, refusal: null }
  return {
    id,
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    metadata: {},
  }
}

function stored(method: string, path: string, query: URLSearchParams): unknown {
  if (path.endsWith('/models')) {
    const data = ['m', 'n'].map((id) => ({ id, object: 'model', created: 1, owned_by: 'us' }))
    return { object: 'list', data }
  }
  if (path.endsWith('/messages')) {
    const data = [
      { id: 'm1', role: 'user', content: 'Hello' },
      { id: 'm2', role: 'assistant', content: 'Hi', refusal: null },
    ]
    return { object: 'list', data, first_id: 'm1', last_id: 'm2', has_more: false }
  }
  if (method === 'DELETE') return { object: 'chat.completion.deleted', id: 'c1', deleted: true }
  if (!path.endsWith('/completions'))
    return { ...completion('c1'), metadata: method === 'POST' ? { mood: 'good' } : {} }
  const all = ['c1', 'c2', 'c3', 'c4', 'c5']
  const from = all.indexOf(query.get('after') ?? '') + 1
  const ids = all.slice(from, from + Number(query.get('limit') ?? 20))
  return {
    object: 'list',
    data: ids.map(completion),
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
    has_more: from + ids.length < all.length,
  }
}

/** Without the order of keys, without defaults that one of the clients spells out, and without the name of a draft. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const defaults: Record<string, unknown> = { stream: false, tool_choice: 'auto', refusal: null }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key !== '$schema' && !(key in defaults && defaults[key] === each))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
