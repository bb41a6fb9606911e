import { describe, expect, test, vi } from 'vitest'
import { busy, clientOf, request } from './__fixtures__/doors.ts'
import { logging } from './index.ts'

describe('a log', () => {
  function logged() {
    const lines: [string, string, Readonly<Record<string, unknown>>][] = []
    const logger = {
      info: (message: string, fields: object) => void lines.push(['info', message, { ...fields }]),
      error: (message: string, fields: object) => void lines.push(['error', message, { ...fields }]),
    }
    let time = 0
    return { lines, logger, now: () => (time += 250) }
  }

  test('tells of each call, but not the conversation', async () => {
    const { lines, logger, now } = logged()
    await clientOf('Another secret', logging(logger, { now })).chat.createChatCompletion({ ...request, stream: false })
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines).toEqual([
      ['info', 'chat completion asked', { model: 'm', stream: false, messages: 1 }],
      ['info', 'chat completion answered', expect.objectContaining({ model: 'm', finish_reasons: ['stop'], ms: 250 })],
    ])
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  test('tells of failures, without bodies and keys', async () => {
    const { lines, logger } = logged()
    await clientOf(busy, logging(logger))
      .chat.createChatCompletion(request)
      .catch(() => {})
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines[1]).toMatchObject(['error', 'chat completion failed', { error: 'RateLimitError', status: 429 }])
  })

  test('tells the conversation where that is asked for, and what `redact` leaves of it', async () => {
    const { lines, logger } = logged()
    const redact = (fields: Readonly<Record<string, unknown>>) => ({ ...fields, messages: 'blanked' })
    await clientOf('Another secret', logging(logger, { content: true, redact })).chat.createChatCompletion(request)
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines[0]?.[2]).toMatchObject({ messages: 'blanked' })
    expect(JSON.stringify(lines[1])).toContain('Another secret')
  })
})

test.each(['asked', 'answered'])(
  'a log that fails when a call is %s fails neither call nor process',
  async (failing) => {
    const lines: unknown[][] = []
    const logger = {
      info: (message: string) => {
        if (message.endsWith(failing)) throw new TypeError('disk full')
      },
      error: (...line: unknown[]) => void lines.push(line),
    }
    const { choices } = await clientOf('x', logging(logger)).chat.createChatCompletion(request)
    expect(choices[0]?.message.content).toBe('x')
    const message = `chat completion ${failing}, and \`logging\` failed to tell of it`
    await vi.waitFor(() => expect(lines).toEqual([[message, { error: 'TypeError' }]]))
  },
)
