import { createHandler, openStore, UpstreamPool } from '@colloquy/server'
import { expect, onTestFinished, test } from 'vitest'
import { fakeUpstream, say } from '../../packages/server/src/upstream/__fixtures__/fake-upstream.ts'
import { upstreamFields } from './upstream-fields.ts'

test('an upstream sees the fields that are handed on, as they were sent, and none of the others', async () => {
  const upstream = await fakeUpstream(say('Hi.'))
  const pool = new UpstreamPool({ upstreams: [{ baseURL: upstream.baseURL }] })
  onTestFinished(() => pool[Symbol.asyncDispose]())
  const handler = createHandler(pool, { store: await openStore('memory') })
  for (const fields of requests) {
    const body = { model: 'm', messages: [hello], ...fields }
    const response = await handler.fetch(
      new Request('http://localhost/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
    expect(await response.text()).not.toContain('"error"')
    const handedOn = Object.entries(body).filter(([name]) => handsOn(name))
    const seen = Object.entries(upstream.requests.at(-1)?.body ?? {}).filter(([name]) => handsOn(name))
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(handedOn))
  }
  const own = Object.entries(upstreamFields).flatMap(([name, field]) => (field === 'handed on' ? [] : [name]))
  expect(own.toSorted()).toEqual(['metadata', 'model', 'store', 'stream_options'])
  expect(upstream.requests.some(({ body }) => 'store' in body || 'metadata' in body)).toBe(false)
  const sent = new Set(requests.flatMap((fields) => Object.keys(fields)))
  expect(Object.keys(upstreamFields).filter((name) => !sent.has(name))).toEqual(['model'])
})

const schema = { type: 'object', properties: {}, additionalProperties: false }
const hello = { role: 'user', content: 'Hi' }
const tool = { type: 'function', function: { name: 'f', parameters: schema } }

/** Every field once; in several requests, because some exclude each other. */
const requests: readonly Record<string, unknown>[] = [
  {
    max_completion_tokens: 9,
    n: 1,
    stop: ['x'],
    temperature: 0.5,
    top_p: 0.5,
    seed: 1,
    frequency_penalty: 0.1,
    presence_penalty: 0.1,
    logit_bias: { '1': 1 },
    logprobs: true,
    top_logprobs: 2,
    response_format: { type: 'json_object' },
    tools: [tool],
    tool_choice: 'auto',
    parallel_tool_calls: false,
    reasoning_effort: 'low',
    verbosity: 'low',
    modalities: ['text'],
    service_tier: 'auto',
    user: 'u',
    safety_identifier: 's',
    prompt_cache_key: 'k',
    store: true,
    metadata: { a: 'b' },
  },
  {
    stream: true,
    stream_options: { include_usage: false },
    max_tokens: 9,
    functions: [tool.function],
    function_call: 'auto',
  },
  { prediction: { type: 'content', content: 'x' }, web_search_options: {}, prompt_cache_retention: '24h' },
  { prompt_cache_options: { mode: 'implicit' }, moderation: { model: 'omni' } },
  { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } },
  {
    messages: [hello, { role: 'assistant', content: 'Hi' }],
    continue_final_message: true,
    add_generation_prompt: false,
  },
]

function handsOn(name: string): boolean {
  const field = Object.entries(upstreamFields).find(([each]) => each === name)?.[1]
  return field === 'handed on'
}
