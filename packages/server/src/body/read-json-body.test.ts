import { describe, expect, test } from 'vitest'
import { readJsonBody } from './read-json-body.ts'

const limits = { maxBodyBytes: 1000, maxBodyDepth: 8 }
const json = { 'content-type': 'application/json' }

describe('readJsonBody', () => {
  test('reads JSON, also with a charset of UTF-8 and in any letter case', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"']) {
      expect(await readJsonBody(post('{"a":"ä"}', { 'content-type': type }), limits)).toEqual({ a: 'ä' })
    }
  })

  test('refuses what a web page can post to any host without a preflight', async () => {
    const types = [
      'text/plain',
      'text/plain; application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ]
    for (const type of types) {
      const error = await failure(post('{}', { 'content-type': type }))
      expect(error).toMatchObject({ status: 415, code: 'unsupported_media_type', type: 'invalid_request_error' })
    }
    const untyped = new Request('http://localhost/', { method: 'POST', body: new Blob(['{}']) })
    expect(await failure(untyped)).toMatchObject({ status: 415, message: expect.stringContaining('none came') })
  })

  test('refuses a charset that is not UTF-8 and a compressed body', async () => {
    expect(await failure(post('{}', { 'content-type': 'application/json; charset=latin1' }))).toMatchObject({
      status: 415,
    })
    expect(await failure(post('{}', { ...json, 'content-encoding': 'gzip' }))).toMatchObject({ status: 415 })
  })

  test('refuses a declared length above the limit without reading the body', async () => {
    let reads = 0
    const body = new ReadableStream({ pull: () => void reads++ }, { highWaterMark: 0 })
    const request = streamed(body, { ...json, 'content-length': '1001' })
    expect(await failure(request)).toMatchObject({ status: 413, code: 'request_too_large' })
    expect(reads).toBe(0)
  })

  test('stops reading an endless body within one piece of the limit and cancels it', async () => {
    let sent = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 100
          controller.enqueue(new Uint8Array(100).fill(0x20))
        },
        cancel: () => void (cancelled = true),
      },
      { highWaterMark: 0 },
    )
    expect(await failure(streamed(body, json))).toMatchObject({ status: 413 })
    expect(sent).toBeLessThanOrEqual(1200)
    expect(cancelled).toBe(true)
  })

  test('accepts a body of exactly the limit, in one piece or in many', async () => {
    const text = JSON.stringify('x'.repeat(998))
    expect(await readJsonBody(post(text, json), limits)).toHaveLength(998)
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of new TextEncoder().encode(text)) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    expect(await readJsonBody(streamed(pieces, json), limits)).toHaveLength(998)
  })

  test('says where JSON is broken and quotes nothing of it', async () => {
    const error = await failure(post('{\n  "secret": 1 "" }', json))
    expect(error).toMatchObject({ code: 'invalid_json', status: 400, param: null })
    expect(String(error)).toContain('line 2, column 15')
    expect(String(error)).not.toContain('secret')
  })

  test.each([
    ['an empty body', '', 'empty'],
    ['white space alone', ' \n', 'empty'],
    ['a bare word', 'hello', 'not valid JSON'],
    ['half a body', '{"messages":[', 'not valid JSON'],
    ['two values', '{} {}', 'not valid JSON'],
    ['NaN', '{"temperature":NaN}', 'not valid JSON'],
    ['deep nesting', '['.repeat(9), 'deeper than 8 levels'],
  ])('refuses %s', async (_name, text, words) => {
    expect(String(await failure(post(text, json)))).toContain(words)
  })

  test('puts U+FFFD in the place of half a character, which only an escape can say', async () => {
    const text = String.raw`{"a":["cut \ud83d","\uDE00"],"whole":"\ud83d\ude00 \\ud83d"}`
    expect(await readJsonBody(post(text, json), limits)).toEqual({
      a: ['cut \ufffd', '\ufffd'],
      whole: '😀 \\ud83d',
    })
  })

  test('refuses bytes that are not UTF-8 instead of replacing them', async () => {
    const bytes = new Uint8Array([0x22, 0xff, 0x22])
    expect(String(await failure(post(bytes, json)))).toContain('not valid UTF-8')
    const overlong = new Uint8Array([0x22, 0xc0, 0xaf, 0x22])
    expect(String(await failure(post(overlong, json)))).toContain('not valid UTF-8')
  })
})

function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Request {
  return new Request('http://localhost/', { method: 'POST', headers, body })
}

function streamed(body: ReadableStream<Uint8Array>, headers: Record<string, string>): Request {
  // Node wants `duplex` for a streamed body; the DOM's types do not know it.
  const init = { method: 'POST', headers, body, duplex: 'half' }
  return new Request('http://localhost/', init)
}

async function failure(request: Request): Promise<unknown> {
  return readJsonBody(request, limits).then(
    (value) => expect.unreachable(`read ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
}
