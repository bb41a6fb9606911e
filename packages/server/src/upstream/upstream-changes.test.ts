import { collect, type ChatCompletionRequest } from 'colloquy'
import { expect, onTestFinished, test } from 'vitest'
import { TestClock } from '../../../colloquy/src/client/__fixtures__/test-clock.ts'
import { createHandler } from '../app.ts'
import { RequestLog } from '../observe/request-log.ts'
import { fakeUpstream, refuse, say } from './__fixtures__/fake-upstream.ts'
import { UpstreamPool, type UpstreamPoolOptions } from './upstream-pool.ts'
import type { UpstreamChange } from './upstream.ts'

const request: ChatCompletionRequest = { model: 'm', stream: true, messages: [{ role: 'user', content: 'Hi' }] }

test('tells when an upstream goes out of use and why, at the start too, and when it comes back', async () => {
  const clock = new TestClock()
  const seen: string[] = []
  const onUpstreamChange = ({ name, state, cause }: UpstreamChange): void =>
    void seen.push(`${name} ${state}${cause instanceof Error ? `: ${cause.message}` : ''}`)
  let status = 401
  const answer = { object: 'list', data: [], error: { message: 'Bad key.', type: null, param: null, code: null } }
  const reach = (): Promise<Response> => Promise.resolve(Response.json(answer, { status }))
  const upstreams = [{ baseURL: 'http://127.0.0.1:1/v1', name: 'u0' }]
  await poolOf({ upstreams, clock, fetch: reach, checkInterval: 5_000, onUpstreamChange })
  for (const next of [401, 200, 200, 401, 401]) {
    status = next
    await until(() => clock.pending === 1)
    clock.advance(5_000)
  }
  await until(() => clock.pending === 1)
  expect(seen).toEqual(['u0 down: Bad key.', 'u0 up', 'u0 down: Bad key.'])
})

test('tells when failed requests put an upstream out of use, and when one brings it back', async () => {
  const clock = new TestClock()
  const seen: unknown[] = []
  let play = refuse(503)
  const failing = await fakeUpstream((...answering) => play(...answering))
  const upstreams = [{ baseURL: failing.baseURL, name: 'u0' }]
  const pool = await poolOf({ upstreams, clock, onUpstreamChange: ({ name, state }) => seen.push([name, state]) })
  const ask = async () => (await collect(pool.complete(request, { signal: staying() }))).choices[0]?.message.content
  for (let time = 0; time < 3; time++) await expect(ask()).rejects.toThrow()
  expect(seen).toEqual([['u0', 'open']])
  play = say('Hello.')
  clock.advance(2_000)
  expect(await ask()).toBe('Hello.')
  expect(seen).toEqual([
    ['u0', 'open'],
    ['u0', 'up'],
  ])
})

test('names the upstream whose refusal the caller gets, in the header and in the log', async () => {
  const lines: string[] = []
  const log = new RequestLog({ format: 'json', write: (line) => lines.push(line) })
  const { baseURL } = await fakeUpstream(refuse(400))
  const handler = createHandler(await poolOf({ upstreams: [{ baseURL, name: 'u0' }] }), { observers: [log] })
  const response = await handler.fetch(
    new Request('http://localhost/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    }),
  )
  await response.text()
  expect([response.status, response.headers.get('x-colloquy-upstream')]).toEqual([400, 'u0'])
  expect(JSON.parse(lines.join(''))).toMatchObject({ status: 400, upstream: 'u0', attempts: 1 })
})

/** Whose upstreams were checked once. */
async function poolOf(options: UpstreamPoolOptions): Promise<UpstreamPool> {
  const pool = new UpstreamPool(options)
  onTestFinished(() => pool[Symbol.asyncDispose]())
  await pool.checked()
  return pool
}

function staying(): AbortSignal {
  return new AbortController().signal
}

/** Waits for what is not told, turn by turn of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}
