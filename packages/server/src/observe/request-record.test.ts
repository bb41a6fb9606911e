import type { ChatCompletionChunk } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { RequestRecord } from './request-record.ts'

describe('what a server added to the time of its backend', () => {
  test('is, of a stream, what passed besides until its head was sent, however long its chunks go on', () => {
    const { at, record } = recordAt(0)
    at(4, () => record.asks(request(true)))
    at(50, () => record.chunk(chunk))
    at(51, () => record.headIsSent(200, route))
    at(9000, () => record.chunk(chunk))
    at(9001, () => record.answerEnded())
    expect(record.overhead()).toBe(5)
  })

  test('is not less than what came before the backend was asked, where the head goes ahead of the first chunk', () => {
    const { at, record } = recordAt(0)
    at(4, () => record.asks(request(true)))
    at(10, () => record.headIsSent(200, route))
    at(50, () => record.chunk(chunk))
    at(9000, () => record.answerEnded())
    expect(record.overhead()).toBe(4)
  })

  test('is, of a whole answer, all that its backend did not take', () => {
    const { at, record } = recordAt(0)
    at(4, () => record.asks(request(false)))
    at(50, () => record.chunk(chunk))
    at(700, () => record.answerEnded())
    at(702, () => record.headIsSent(200, route))
    expect(record.overhead()).toBe(6)
  })

  test('counts attempts that failed, and waits', () => {
    const { at, record } = recordAt(0)
    at(1, () => record.asks(request(true)))
    at(80, () => record.routed({ upstream: 'b', attempts: 2, waited: 30, firstChunk: 20 }))
    at(80, () => record.chunk(chunk))
    at(80, () => record.headIsSent(200, route))
    at(500, () => record.answerEnded())
    expect(record.overhead()).toBe(60)
  })
})

const route = '/v1/chat/completions'

const chunk: ChatCompletionChunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'scripted',
  choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }],
}

function request(stream: boolean) {
  return { model: 'scripted', stream, messages: [{ role: 'user' as const, content: 'Hi' }] }
}

/** A record whose clock is moved by hand. */
function recordAt(time: number) {
  let now = time
  const record = new RequestRecord(new Request(`http://localhost${route}`), 'req_1', [], () => now)
  const at = (then: number, happen: () => void): void => {
    now = then
    happen()
  }
  return { at, record }
}
