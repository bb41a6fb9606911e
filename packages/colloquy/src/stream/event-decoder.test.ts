import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeDone, encodeEvent, EventDecoder, type ServerSentEvent } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function decode(...pieces: Uint8Array[]): ServerSentEvent[] {
  const decoder = new EventDecoder()
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()]
}

const message = (data: string) => ({ event: 'message', data })

describe('reads what the standard allows', () => {
  test.each<[string, string, ServerSentEvent[]]>([
    ['line feeds', 'data: a\n\ndata: b\n\n', [message('a'), message('b')]],
    ['carriage returns', 'data: a\r\rdata: b\r\r', [message('a'), message('b')]],
    ['both together', 'data: a\r\n\r\ndata: b\r\n\r\n', [message('a'), message('b')]],
    ['a mix of line ends', 'data: a\r\n\ndata: b\n\rdata: c\r\r\n', [message('a'), message('b'), message('c')]],
    ['a byte order mark', '\ufeffdata: a\n\n', [message('a')]],
    ['what looks like such a mark inside a text', 'data: \ufeffa\n\n', [message('\ufeffa')]],
    ['comments and keep-alives', ': ping\n\n:\n\ndata: a\n: inside\n\n', [message('a')]],
    ['several data lines', 'data: {\ndata:  "a": 1\ndata\ndata: }\n\n', [message('{\n "a": 1\n\n}')]],
    ['data without a space', 'data:a\n\n', [message('a')]],
    ['named events', 'event: error\ndata: a\n\ndata: b\n\n', [{ event: 'error', data: 'a' }, message('b')]],
    ['a name without data', 'event: ping\n\ndata: a\n\n', [message('a')]],
    ['ids and retry times', 'id: 7\nretry: 10\ndata: a\n\n', [message('a')]],
    ['no blank line at the end', 'data: a\n\ndata: b', [message('a'), message('b')]],
    ['a line end but no blank line at the end', 'data: a\n\ndata: b\r', [message('a'), message('b')]],
    ['characters of four bytes', 'data: 日本 🙂 é\n\n', [message('日本 🙂 é')]],
    ['nothing at all', '', []],
  ])('%s, at every split point', (_, text, events) => {
    const whole = bytes(text)
    expect(decode(whole)).toEqual(events)
    for (let at = 0; at <= whole.length; at++) {
      expect(decode(whole.subarray(0, at), whole.subarray(at)), `split at ${at}`).toEqual(events)
    }
    expect(decode(...Array.from(whole, (byte) => Uint8Array.of(byte)))).toEqual(events)
  })
})

test('any text in any split comes out as it went in', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll(/[\r\n\ufeff]/g, ' '))
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.nat(40), { minLength: 1 }), (values, sizes) => {
      const whole = bytes(values.map((value) => `data: ${value}\n\n`).join(''))
      const pieces: Uint8Array[] = []
      for (let at = 0, turn = 0; at < whole.length; turn++) {
        const size = 1 + (sizes[turn % sizes.length] ?? 0)
        pieces.push(whole.subarray(at, at + size))
        at += size
      }
      expect(decode(...pieces)).toEqual(values.map(message))
    }),
  )
})

test('what encodeEvent writes is read back as the same chunk', () => {
  // Lone surrogates too: JSON text escapes them, so even they survive.
  const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))
  fc.assert(
    fc.property(fc.string({ unit }), (content) => {
      const chunk = {
        id: 'c',
        object: 'chat.completion.chunk' as const,
        created: 1,
        model: 'm',
        choices: [{ index: 0, delta: { content }, finish_reason: null }],
      }
      const [event, done] = decode(bytes(encodeEvent(chunk) + encodeDone()))
      expect(JSON.parse(event?.data ?? '')).toEqual(chunk)
      expect(done).toEqual(message('[DONE]'))
    }),
  )
})

test('refuses an endless line with a typed error', () => {
  const decoder = new EventDecoder({ maxEventLength: 100 })
  decoder.push(bytes(`data: ${'x'.repeat(60)}`))
  expect(() => decoder.push(bytes('x'.repeat(60)))).toThrow(
    expect.objectContaining({ name: 'InvalidResponseError', code: 'response_too_large' }),
  )
})

test('refuses an endless run of data lines with a typed error', () => {
  const decoder = new EventDecoder({ maxEventLength: 100 })
  const line = bytes('data: 0123456789\n')
  expect(() => {
    for (let count = 0; count < 12; count++) decoder.push(line)
  }).toThrow(expect.objectContaining({ code: 'response_too_large' }))
})

test('counts each event for itself, so a long stream of short events has no limit', () => {
  const decoder = new EventDecoder({ maxEventLength: 100 })
  const piece = bytes(`data: ${'x'.repeat(80)}\n\n: ${'c'.repeat(80)}\n`)
  for (let count = 0; count < 50; count++) expect(decoder.push(piece)).toHaveLength(1)
})
