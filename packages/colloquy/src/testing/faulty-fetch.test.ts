import { describe, expect, test } from 'vitest'
import { Colloquy, type ClientOptions, type ChatCompletionRequest } from '../index.ts'
import { TestClock } from '../client/__fixtures__/test-clock.ts'
import { faultyFetch, fetchFrom, scriptedBackend, type Fault } from './index.ts'

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } satisfies ChatCompletionRequest
const answer = 'Grüß Gott 🙂, how are you?'

function faulty(plan: readonly (Fault | undefined)[], options: ClientOptions = {}) {
  const fetch = faultyFetch(fetchFrom(scriptedBackend(answer)), plan)
  return { fetch, client: new Colloquy({ baseURL: 'http://test/v1', fetch, maxRetries: 0, ...options }) }
}

async function streamed(plan: readonly Fault[], options?: ClientOptions): Promise<unknown> {
  const stream = await faulty(plan, options).client.chat.createChatCompletion({ ...request, stream: true })
  return (await stream.completion()).choices[0]?.message.content
}

test('follows its plan, an entry a request', async () => {
  const { client, fetch } = faulty([undefined, { kind: 'status', status: 500 }])
  const outcomes: unknown[] = []
  for (let count = 0; count < 3; count++) {
    await client.chat.createChatCompletion(request).then(
      ({ choices }) => outcomes.push(choices[0]?.message.content),
      (error: unknown) => outcomes.push(error),
    )
  }
  expect(outcomes).toMatchObject([answer, { name: 'ServerError', status: 500 }, answer])
  expect(fetch.attempts).toBe(3)
})

test.each<[Fault, object]>([
  [{ kind: 'no-connection' }, { code: 'connection_failed' }],
  [
    { kind: 'status', status: 503, body: 'Down for maintenance' },
    { status: 503, message: /Down for maintenance/ },
  ],
  [
    { kind: 'status', status: 422, body: { detail: 'no' } },
    { status: 422, message: 'no' },
  ],
  [{ kind: 'replaced', body: '<html>Sign in</html>' }, { code: 'invalid_response' }],
  [{ kind: 'reset', after: 20 }, { code: 'connection_failed' }],
])('a whole answer meets %o', async (fault, error) => {
  const asking = faulty([fault]).client.chat.createChatCompletion(request)
  const { message, ...rest } = { message: undefined, ...error }
  const caught: unknown = await asking.catch((thrown: unknown) => thrown)
  expect(caught).toMatchObject(rest)
  if (message !== undefined) expect(caught).toHaveProperty('message', expect.stringMatching(message))
})

test('a program that tries again gets through', async () => {
  const busy: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '3' } }
  // Without limits, or the waits for them would end at once as well.
  const timeout = { firstToken: Infinity, idle: Infinity, total: Infinity }
  const clock = new TestClock({ impatient: true })
  const { client, fetch } = faulty([{ kind: 'no-connection' }, busy], { maxRetries: 2, clock, timeout })
  const { choices } = await client.chat.createChatCompletion(request)
  expect(choices[0]?.message.content).toBe(answer)
  expect(fetch.attempts).toBe(3)
  expect(clock.waits).toContain(3000)
})

describe('of a stream', () => {
  test('no cut, wherever it falls, looks like the end', async () => {
    const whole = await fetchFrom(scriptedBackend(answer))('http://test/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ ...request, stream: true }),
    })
    const bytes = new TextEncoder().encode(await whole.text())
    const text = new TextDecoder().decode(bytes)
    // Up to the event that says why the answer ended, nothing less is whole.
    const said = new TextEncoder().encode(text.slice(0, text.indexOf('"finish_reason":"stop"'))).length
    for (let after = 0; after <= said; after += 7) {
      await expect(streamed([{ kind: 'cut', after }]), `cut after ${after} bytes`).rejects.toMatchObject({
        code: 'stream_truncated',
      })
      await expect(streamed([{ kind: 'reset', after }]), `reset after ${after} bytes`).rejects.toMatchObject({
        code: 'connection_failed',
      })
    }
  })

  test('crumbs join to the same answer', async () => {
    expect(await streamed([{ kind: 'crumbs', bytes: 1 }])).toBe(answer)
    expect(await streamed([{ kind: 'crumbs', bytes: 3 }])).toBe(answer)
  })

  test.each<Fault>([{ kind: 'no-answer' }, { kind: 'stall', after: 300 }])('%o ends by the timeout', async (fault) => {
    const timeout = { firstToken: 5, idle: 5 }
    await expect(streamed([fault], { timeout })).rejects.toMatchObject({ code: 'timeout' })
  })

  test.each<Fault>([{ kind: 'no-answer' }, { kind: 'stall', after: 300 }])('%o ends by an abort', async (fault) => {
    const fetch = faultyFetch(fetchFrom(scriptedBackend(answer)), [fault])
    const client = new Colloquy({ baseURL: 'http://test/v1', fetch })
    const controller = new AbortController()
    const reading = client.chat
      .createChatCompletion({ ...request, stream: true }, { signal: controller.signal })
      .then((stream) => stream.completion())
    setImmediate(() => controller.abort('enough'))
    await expect(reading).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
  })
})
