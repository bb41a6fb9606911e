import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { program as withColloquy } from './program/helpers-with-colloquy.ts'
import { program as withOpenAi } from './program/helpers-with-openai.ts'

/** Two programs, told apart by their import alone. */
const sources = ['helpers-with-openai', 'helpers-with-colloquy'].map((name) =>
  readFileSync(new URL(`./program/${name}.ts`, import.meta.url), 'utf8'),
)

describe('a program that uses all that openai’s helpers tell', () => {
  test('needs no change but its imports', () => {
    const [openai = '', colloquy = ''] = sources
    const moved = openai.replaceAll("from 'openai", "from 'colloquy/openai").replaceAll("('openai", "('colloquy/openai")
    expect(moved).not.toBe(openai)
    expect(colloquy).toBe(moved)
  })

  test('is told the same by colloquy', async () => {
    const options = { baseURL: 'http://test/v1', apiKey: 'k' }
    const toldByOpenAi = await withOpenAi({ ...options, fetch: server() })
    const toldByColloquy = await withColloquy({ ...options, fetch: server() })
    for (const [part, told] of Object.entries(toldByOpenAi))
      expect(JSON.parse(JSON.stringify(toldByColloquy[part] ?? null)), part).toEqual(
        JSON.parse(JSON.stringify(told ?? null)),
      )
  })
})

/** A server that answers by what the last message says. */
function server(): typeof fetch {
  let secondTime = false
  return async (input, init = {}) => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input)
    if (pathname.includes('/models/'))
      return Response.json({ id: decodeURIComponent(pathname.slice(11)), object: 'model' })
    if (typeof init.body !== 'string') return Response.json(page(searchParams))
    const { messages, stream }: Asked = JSON.parse(init.body)
    const asked = messages.find(({ role }) => role === 'tool') ? 'Text' : (messages.at(-1)?.content ?? '')
    if (/^\d+$/.test(asked)) return refusal(Number(asked))
    if (asked === 'Lost') throw new TypeError('fetch failed')
    if (asked === 'Never') {
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
      })
    }
    if (asked === 'Second time' && !secondTime) {
      secondTime = true
      return refusal(503)
    }
    if (asked === 'Headers') {
      const headers = new Headers(init.headers)
      return Response.json(whole(`${headers.get('x-team')} ${headers.get('x-call')}`))
    }
    if (!stream)
      return Response.json(asked === 'Call' ? calling : whole(asked === 'Too long' ? '{"city"' : asked, asked))
    const events = (streams[asked] ?? []).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
    const headers = { 'content-type': 'text/event-stream' }
    return new Response([...events, 'data: [DONE]\n\n'].join(''), { headers })
  }
}

interface Asked {
  messages: { role: string; content: string }[]
  stream?: boolean
}

const chunk = (delta: object, finish_reason: string | null = null, more: object = {}) => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason, ...more }],
})
const usage = { ...chunk({}), choices: [], usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } }
const likely = (token: string) => ({ token, logprob: -0.5, bytes: null, top_logprobs: [] })
const call = (index: number, text: string, named: object = {}) =>
  chunk({
    tool_calls: [
      {
        index,
        ...('id' in named && { type: 'function', id: named.id }),
        function: { ...('name' in named && { name: named.name }), arguments: text },
      },
    ],
  })

const streams: Record<string, object[]> = {
  Text: [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: 'Hel' }),
    chunk({ content: 'lo' }),
    chunk({}, 'stop'),
    usage,
  ],
  Refuse: [chunk({ role: 'assistant', refusal: 'No' }), chunk({ refusal: '.' }), chunk({}, 'stop')],
  Likely: [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: 'A' }, null, { logprobs: { content: [likely('A')], refusal: null } }),
    chunk({ content: 'B' }, null, { logprobs: { content: [likely('B')], refusal: null } }),
    chunk({ refusal: 'C' }, null, { logprobs: { content: null, refusal: [likely('C')] } }),
    chunk({}, 'stop'),
  ],
  Call: [
    chunk({ role: 'assistant', content: 'Let me see. ' }),
    call(0, '', { id: 'call_1', name: 'weather' }),
    call(0, '{"city":'),
    call(0, '"Wien"}'),
    call(1, '', { id: 'call_2', name: 'weather' }),
    call(1, '{"city":"Graz"}'),
    chunk({}, 'tool_calls'),
    usage,
  ],
  Place: ['{"city":"Wi', 'en","sights":["Pra', 'ter"]}']
    .map((content) => chunk({ role: 'assistant', content }))
    .concat(chunk({}, 'stop')),
  Fail: [chunk({ role: 'assistant', content: 'Hel' }), { error: { message: 'No more.', type: 'server_error' } }],
  'Cut off': [chunk({ role: 'assistant', content: 'Hel' })],
}

function whole(content: string, asked = ''): object {
  const message = { role: 'assistant', content, refusal: null }
  return {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message, logprobs: null, finish_reason: asked === 'Too long' ? 'length' : 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  }
}

const calling = {
  ...whole(''),
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: null,
        refusal: null,
        tool_calls: ['Wien', 'Graz'].map((city) => ({
          id: city,
          type: 'function',
          function: { name: 'weather', arguments: JSON.stringify({ city }) },
        })),
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    },
  ],
}

function refusal(status: number): Response {
  const error = { message: `No: ${status}.`, type: 'a_type', param: null, code: 'a_code' }
  return Response.json({ error }, { status, headers: { 'x-note': 'noted', 'x-request-id': `req_${status}` } })
}

function page(query: URLSearchParams): object {
  const all = ['a', 'b', 'c']
  const from = all.indexOf(query.get('after') ?? '') + 1
  const data = all.slice(from, from + 2).map((id) => ({ ...whole('x'), id }))
  return { object: 'list', data, has_more: from + 2 < all.length }
}
