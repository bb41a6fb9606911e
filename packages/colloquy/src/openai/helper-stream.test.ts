import { describe, expect, test } from 'vitest'
import { events, json, scriptedFetch } from '../client/__fixtures__/scripted-fetch.ts'
import type { ChatCompletionRequest } from '../index.ts'
import type { HelperListener } from './helper-listener.ts'
import { OpenAI } from './index.ts'

const request = { model: 'm', messages: [] } satisfies ChatCompletionRequest
const event = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

function listen(answer: () => Response, ...names: (keyof HelperListener)[]) {
  const fetch = scriptedFetch(answer)
  const { chat } = new OpenAI({ baseURL: 'https://api.test', fetch, maxRetries: 0 })
  const stream = chat.completions.stream(request)
  const heard: unknown[][] = []
  for (const name of names) stream.on(name, (...told: unknown[]) => void heard.push([name, ...told]))
  return { stream, heard, calls: fetch.calls }
}

describe('listeners', () => {
  test('hear the text as it grows and what is whole, without anybody reading', async () => {
    const answer = events([event({ content: 'Hel' }), event({ content: 'lo' }), event({}, 'stop')])
    const { stream, heard } = listen(answer, 'content', 'content.done', 'finalContent', 'end')
    await stream.done()
    expect(heard).toMatchObject([
      ['content', 'Hel', 'Hel'],
      ['content', 'lo', 'Hello'],
      ['content.done', { content: 'Hello' }],
      ['finalContent', 'Hello'],
      ['end'],
    ])
  })

  test('hear the arguments of calls', async () => {
    const call = (text: string, more: object = {}) =>
      event({
        tool_calls: [{ index: 0, ...more, function: { arguments: text, ...('id' in more && { name: 'find' }) } }],
      })
    const answer = events([call('{"a"', { id: 'call_1', type: 'function' }), call(':1}'), event({}, 'tool_calls')])
    const { stream, heard } = listen(
      answer,
      'tool_calls.function.arguments.delta',
      'tool_calls.function.arguments.done',
    )
    await stream.done()
    expect(heard).toMatchObject([
      ['tool_calls.function.arguments.delta', { name: 'find', index: 0, arguments: '{"a"', arguments_delta: '{"a"' }],
      ['tool_calls.function.arguments.delta', { name: 'find', index: 0, arguments: '{"a":1}', arguments_delta: ':1}' }],
      ['tool_calls.function.arguments.done', { name: 'find', index: 0, arguments: '{"a":1}' }],
    ])
  })

  test('may listen once, leave, or be a promise', async () => {
    const answer = events([event({ content: 'Hel' }), event({ content: 'lo' }), event({}, 'stop')])
    const { stream, heard } = listen(answer)
    const note = (delta: string): void => void heard.push(['every', delta])
    const leave = (delta: string): void => {
      heard.push(['left', delta])
      stream.off('content', leave)
    }
    stream.once('content', (delta) => void heard.push(['once', delta]))
    stream.on('content', leave).on('content', note)
    const connected = stream.emitted('connect')
    expect(await stream.emitted('finalContent')).toBe('Hello')
    await connected
    expect(heard).toEqual([
      ['once', 'Hel'],
      ['left', 'Hel'],
      ['every', 'Hel'],
      ['every', 'lo'],
    ])
  })

  test.each(['error', 'abort'] as const)('wait for no more where the stream ends in an %s', async (ending) => {
    const answer = events([event({ content: 'Hel' }), 'data: {"error":{"message":"No."}}\n\n'])
    const { stream } = listen(answer)
    const failure = stream.emitted(ending)
    const waiting = stream.emitted('finalContent')
    if (ending === 'abort') stream.abort()
    await expect(waiting).rejects.toBe(await failure)
    expect(stream).toMatchObject({ ended: true, aborted: ending === 'abort', errored: ending === 'error' })
  })

  test('hear chunks as an iteration takes them, and all is read once', async () => {
    const answer = events([event({ content: 'a' }), event({ content: 'b' }, 'stop')])
    const { stream, heard, calls } = listen(answer, 'chunk', 'chatCompletion')
    let count = 0
    for await (const chunk of stream) {
      count += chunk.choices.length
      expect(heard).toHaveLength(count)
    }
    expect(heard.map(([name]) => name)).toEqual(['chunk', 'chunk', 'chatCompletion'])
    expect(calls).toHaveLength(1)
  })

  test('hear of a failure, and nobody else needs to', async () => {
    const { stream, heard } = listen(json({ error: 'No.' }, { status: 400 }), 'error', 'end')
    await new Promise<void>((resolve) => void stream.on('end', resolve))
    expect(heard).toEqual([['error', expect.objectContaining({ name: 'InvalidRequestError' })], ['end']])
  })

  test('hear of an abort', async () => {
    const { stream, heard } = listen(events([event({ content: 'a' })], 'stay'), 'abort')
    await stream.next()
    stream.controller.abort()
    expect(heard).toEqual([['abort', expect.objectContaining({ name: 'AbortError' })]])
  })
})
