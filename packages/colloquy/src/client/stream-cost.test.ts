import { createHook } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { Colloquy, type ColloquyOptions } from '../index.ts'
import { startServer } from './__fixtures__/loopback-server.ts'

const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
const count = 2000
const answer = event({ content: 'Hello' }).repeat(count) + event({}, 'stop') + 'data: [DONE]\n\n'

/** Counts what the reading of one answer makes; counts, unlike times, are the same on any machine. */
async function cost(options: ColloquyOptions): Promise<{ promises: number; streams: number }> {
  const { baseURL } = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let at = 0; at < answer.length; at += 16_384) response.write(answer.slice(at, at + 16_384))
    response.end()
  })
  const client = new Colloquy({ ...options, baseURL })
  const read = async () => {
    let chunks = 0
    const stream = await client.chat.createChatCompletion({ model: 'm', messages: [], stream: true })
    for await (const chunk of stream) chunks += chunk.choices.length
    expect(chunks).toBe(count + 1)
  }
  // What is made once for a process does not count.
  await read()
  const made = { promises: 0, streams: 0 }
  const original = globalThis.ReadableStream
  globalThis.ReadableStream = new Proxy(original, {
    construct(target, given, newTarget): object {
      made.streams++
      return Reflect.construct(target, given, newTarget)
    },
  })
  const hook = createHook({ init: (_, type) => void (type === 'PROMISE' && made.promises++) }).enable()
  try {
    await read()
  } finally {
    hook.disable()
    globalThis.ReadableStream = original
  }
  return made
}

describe('a chunk costs at most 2.5 promises', () => {
  test('over fetch', async () => {
    const { promises } = await cost({ fetch: (url, init) => fetch(url, init) })
    expect(promises / count).toBeLessThan(2.5)
  })

  test('over node:http, without any web stream', async () => {
    const { promises, streams } = await cost({})
    expect(promises / count).toBeLessThan(2.5)
    expect(streams).toBe(0)
  })
})

describe('an open stream does not hold its prompt', () => {
  test.each([
    ['over fetch', { fetch: (url: string, init: RequestInit) => fetch(url, init) }],
    ['over node:http', {}],
  ])('%s', async (_, options: ColloquyOptions) => {
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(event({ content: 'Hello' }))
    })
    const client = new Colloquy({ ...options, baseURL })
    const open = async () => {
      const messages = [{ role: 'user' as const, content: 'A long story.' }]
      const stream = await client.chat.createChatCompletion({ model: 'm', messages, stream: true })
      return { stream, prompt: new WeakRef(messages) }
    }
    const { stream, prompt } = await open()
    await stream.next()
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    // A reference that was just made is kept to the end of its turn.
    for (let tries = 0; tries < 10 && prompt.deref(); tries++) {
      await turn()
      collect()
    }
    expect(prompt.deref()).toBeUndefined()
    await stream.return()
  })
})
