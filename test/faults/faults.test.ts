import { inspect } from 'node:util'
import {
  Colloquy,
  isColloquyError,
  type ChatCompletionRequest,
  type Clock,
  type ColloquyOptions,
  systemClock,
} from 'colloquy'
import { partialJson } from 'colloquy/stream'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bodyFaults } from './cases/body-faults.ts'
import { spokenFaults } from './cases/spoken-faults.ts'
import { streamFaults } from './cases/stream-faults.ts'
import { truncationFaults } from './cases/truncation-faults.ts'
import { waitingFaults } from './cases/waiting-faults.ts'
import { wireFaults } from './cases/wire-faults.ts'
import { type Fault, key } from './fault.ts'
import { completion, done, event, events, head, json } from './messages.ts'
import { bytes, startWildServer, type WildServer } from './wild-server.ts'

const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }
// The real time, with no more than a moment between attempts.
const clock: Clock = { ...systemClock, random: () => 0 }

const transports: readonly (readonly [name: string, options: ColloquyOptions])[] = [
  ['fetch', { fetch: (url, init) => fetch(url, init) }],
  ['node:http', {}],
]
const families: readonly (readonly [name: string, faults: readonly Fault[]])[] = [
  ['answers that stop before they end', truncationFaults],
  ['answers of status 200', bodyFaults],
  ['what the server says', spokenFaults],
  ['streams and bodies in unusual form', streamFaults],
  ['bytes on the wire', wireFaults],
  ['time and attempts', waitingFaults],
]

const unheard: unknown[] = []
const note = (reason: unknown): void => void unheard.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

/** What a program does with an answer, whole or streamed: its text, or the error. */
async function ask(client: Colloquy, stream: boolean): Promise<unknown> {
  try {
    const answer = await client.chat.createChatCompletion({ ...request, stream })
    const { choices } = 'completion' in answer ? await answer.completion() : answer
    return choices[0]?.message.content
  } catch (error) {
    return error
  }
}

/** Everything a log could show of an error. */
function shown(error: unknown): string {
  const deep = { depth: 9, showHidden: true, getters: true }
  const stack = error instanceof Error ? error.stack : ''
  return [String(error), stack, JSON.stringify(error), inspect(error, deep)].join('\n')
}

describe.each(transports)('over %s', (name, transport) => {
  const clientOf = ({ baseURL }: WildServer, options: ColloquyOptions = {}): Colloquy =>
    new Colloquy({ apiKey: key, baseURL, maxRetries: 0, clock, ...transport, ...options })

  // Comes first: the first request of a process loads its transport, which takes longer than some of the limits below.
  test('an answer without a fault is taken', async () => {
    const server = await startWildServer(json(200, completion('Hello')))
    expect(await ask(clientOf(server), false)).toBe('Hello')
  })

  describe.each(families)('%s:', (_family, faults) => {
    test.each(faults)('$when', async ({ answers, stream = false, options, requests = 1, redirects = false, gives }) => {
      const isMetTwice = redirects && name === 'fetch'
      const server = await startWildServer(...(isMetTwice ? answers.slice(0, 1) : []), ...answers)
      const told = await ask(clientOf(server, options), stream)
      if ('text' in gives) expect(told).toBe(gives.text)
      else {
        expect(isColloquyError(told), inspect(told)).toBe(true)
        expect(told).toMatchObject(gives.error)
        expect(shown(told)).not.toContain(key)
      }
      expect(server.requests).toHaveLength(isMetTwice ? requests + 1 : requests)
      expect(new Set(server.requests.map(({ head: sent }) => /^idempotency-key: (.*)$/im.exec(sent)?.[1])).size).toBe(1)
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
      expect(unheard).toEqual([])
    })
  })

  describe('a connection is closed as soon as nobody waits for it:', () => {
    const endlessStream = events([event('Hel')], { whole: false })
    test.each<[string, (client: Colloquy) => Promise<unknown>]>([
      [
        'a loop is left',
        async ({ chat }) => {
          for await (const chunk of await chat.createChatCompletion({ ...request, stream: true })) if (chunk) break
        },
      ],
      [
        'a stream is closed',
        async ({ chat }) => (await chat.createChatCompletion({ ...request, stream: true })).return(),
      ],
      [
        'a stream is aborted',
        async ({ chat }) => {
          const controller = new AbortController()
          const stream = await chat.createChatCompletion({ ...request, stream: true }, { signal: controller.signal })
          await stream.next()
          controller.abort()
          await expect(stream.next()).rejects.toMatchObject({ name: 'AbortError', partial: { id: 'c' } })
        },
      ],
      [
        'its text is left',
        async ({ chat }) => {
          for await (const piece of (await chat.createChatCompletion({ ...request, stream: true })).text())
            if (piece) break
        },
      ],
      [
        'its events are left',
        async ({ chat }) => {
          const stream = await chat.createChatCompletion({ ...request, stream: true })
          for await (const { content } of partialJson(stream.events())) if (content === undefined) break
        },
      ],
      [
        'its bytes are cancelled where they were passed on',
        async ({ chat }) => {
          const stream = await chat.createChatCompletion({ ...request, stream: true })
          const reader = stream.toReadableStream().getReader()
          await reader.read()
          await reader.cancel()
        },
      ],
      [
        'both branches of it are closed',
        async ({ chat }) => {
          const [left, right] = (await chat.createChatCompletion({ ...request, stream: true })).tee()
          await left.next()
          await left.return()
          expect((await right.next()).value?.id).toBe('c')
          await right.return()
        },
      ],
      [
        'time runs out',
        async ({ chat }) => {
          const stream = await chat.createChatCompletion({ ...request, stream: true }, { timeout: { idle: 40 } })
          await expect(stream.completion()).rejects.toMatchObject({ phase: 'idle' })
        },
      ],
    ])('%s', async (_when, leave) => {
      const server = await startWildServer(endlessStream)
      await leave(clientOf(server))
      await vi.waitFor(() => expect(server.open.size).toBe(0))
    })

    test.each<[string, string]>([
      ['before a head', ''],
      ['in a head', 'HTTP/1.1 200 OK\r\nx: '],
      ['in a body', `${head(200, { 'content-type': 'application/json' })}{"choices"`],
      ['in a refusal', `${head(500, { 'content-type': 'application/json' })}{"error"`],
    ])('an abort comes %s', async (_when, beginning) => {
      const server = await startWildServer(bytes(beginning, 'stay'))
      const controller = new AbortController()
      const asking = clientOf(server).chat.createChatCompletion(request, { signal: controller.signal })
      await vi.waitFor(() => expect(server.requests).toHaveLength(1))
      setImmediate(() => controller.abort('enough'))
      await expect(asking).rejects.toMatchObject({ name: 'AbortError', code: 'aborted', cause: 'enough' })
      await vi.waitFor(() => expect(server.open.size).toBe(0))
    })
  })

  test('an abort ends the wait for the next attempt', async () => {
    const server = await startWildServer(json(429, { error: 'No.' }, { 'retry-after': 30 }))
    const controller = new AbortController()
    const asking = clientOf(server, { maxRetries: 2 }).chat.createChatCompletion(request, { signal: controller.signal })
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    setTimeout(() => controller.abort(), 20)
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' })
    expect(server.requests).toHaveLength(1)
  })

  test('nothing goes to the origin that a redirect names', async () => {
    const other = await startWildServer(json(200, completion('Stolen')))
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `${other.baseURL}/chat/completions`
      const server = await startWildServer(bytes(head(status, { location, 'content-length': 0 })))
      const client = clientOf(server, { headers: { 'x-api-key': key } })
      await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({ code: 'redirect_refused' })
    }
    expect(other.requests).toEqual([])
  })

  test('an answer that nobody asked for is not taken for that of the next request', async () => {
    const answer = (content: string): string => {
      const text = JSON.stringify(completion(content))
      return head(200, { 'content-type': 'application/json', 'content-length': text.length }) + text
    }
    const server = await startWildServer(
      bytes(answer('first') + answer('planted'), 'stay'),
      bytes(answer('second'), 'stay'),
    )
    const client = clientOf(server, { maxRetries: 1 })
    expect(await ask(client, false)).toBe('first')
    expect(await ask(client, false)).toBe('second')
  })

  test('a kept connection that has gone is not the caller’s concern', async () => {
    const server = await startWildServer(json(200, completion('a')), bytes([], 'reset'), json(200, completion('b')))
    const client = clientOf(server, { maxRetries: 1 })
    expect(await ask(client, false)).toBe('a')
    expect(await ask(client, false)).toBe('b')
  })

  test('no key that cannot be sent, and no password of an address, is shown', async () => {
    for (const apiKey of [`${key}\r\nx-evil: 1`, `${key}\u0000`, `${key} ключ`]) {
      const told = await ask(
        new Colloquy({ apiKey, baseURL: 'http://127.0.0.1:9/v1', maxRetries: 0, ...transport }),
        false,
      )
      expect(told).toMatchObject({ name: 'AuthenticationError' })
      expect(shown(told)).not.toContain(key)
    }
    const make = async (): Promise<Colloquy> => new Colloquy({ baseURL: `http://me:${key}@127.0.0.1/v1`, ...transport })
    const refused: unknown = await make().catch((error: unknown) => error)
    expect(refused).toMatchObject({ name: 'InvalidRequestError', param: 'baseURL' })
    expect(shown(refused)).not.toContain(key)
  })

  test('a stream that nobody reads fills no memory', async () => {
    let sent = 0
    const piece = event('x'.repeat(60_000))
    const server = await startWildServer((socket) => {
      const write = (): void => {
        while (sent < 100_000_000 && !socket.destroyed) {
          sent += piece.length
          if (!socket.write(piece)) break
        }
        socket.once('drain', write)
      }
      socket.write(head(200, { 'content-type': 'text/event-stream' }))
      write()
    })
    const stream = await clientOf(server).chat.createChatCompletion({ ...request, stream: true })
    await stream.next()
    // Turns enough for all of it, if anybody took it.
    for (let turn = 0; turn < 3000; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
    expect(sent).toBeLessThan(32_000_000)
    await stream.return()
  })

  test('a hundred thousand events of a letter each are one text', async () => {
    const letters = Array.from({ length: 100 }, () => event('a').repeat(1000))
    const server = await startWildServer(events([...letters, event('', 'stop') + done]))
    expect(await ask(clientOf(server), true)).toHaveLength(100_000)
  })
})

test('no rejection went unheard', () => {
  expect(unheard).toEqual([])
})
