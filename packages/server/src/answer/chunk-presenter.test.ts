import type { ChatCompletionChunk, ChatCompletionChunkChoice, CompletionUsage } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { ChunkPresenter } from './chunk-presenter.ts'

const usage: CompletionUsage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' } as const
const plain = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } as const
const counted = { ...plain, stream: true, stream_options: { include_usage: true } } as const

describe('ChunkPresenter', () => {
  test('keeps usage out of every chunk when it was not asked for', () => {
    const shown = present(plain, [chunk([begin('Hi')], null), chunk([end()], null), chunk([], usage)])
    expect(shown).toEqual([chunk([begin('Hi')]), chunk([end()])])
  })

  test('puts `usage: null` on every chunk and the counts on one more, without choices, when asked for', () => {
    const shown = present(counted, [chunk([begin('Hi')]), chunk([end()]), chunk([], usage)])
    expect(shown).toEqual([chunk([begin('Hi')], null), chunk([end()], null), chunk([], usage)])
  })

  test('moves counts a backend sent with the last choice to the closing chunk', () => {
    const shown = present(counted, [chunk([begin('Hi')]), chunk([end()], usage)])
    expect(shown).toEqual([chunk([begin('Hi')], null), chunk([end()], null), chunk([], usage)])
  })

  test('shows the last of running counts, once', () => {
    const running = { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 }
    const shown = present(counted, [chunk([text('Hi')], running), chunk([end()], running), chunk([], usage)])
    expect(shown.map((each) => each.usage)).toEqual([null, null, usage])
  })

  test('begins each choice with its role, where the backend left it out', () => {
    const second = { ...text('Ho'), index: 1 }
    const shown = present({ ...plain, n: 2 }, [
      chunk([text('Hi')]),
      chunk([text('!'), second]),
      chunk([end(0), end(1)]),
    ])
    expect(shown.map(({ choices }) => choices.map(({ delta }) => delta))).toEqual([
      [{ role: 'assistant', content: 'Hi' }],
      [{ content: '!' }, { role: 'assistant', content: 'Ho' }],
      [{}, {}],
    ])
  })

  test('says of each choice whether it is finished, where the backend left that out, and takes it for no end', () => {
    const silent: ChatCompletionChunk = JSON.parse(
      JSON.stringify(chunk([begin('Hi')])).replace(',"finish_reason":null', ''),
    )
    expect(silent.choices[0]).not.toHaveProperty('finish_reason')
    expect(present(plain, [silent, chunk([end()])])).toEqual([chunk([begin('Hi')]), chunk([end()])])
    expect(() => present(plain, [silent])).toThrow(expect.objectContaining({ code: 'stream_truncated' }))
  })

  test('leaves out a choice that says nothing after its end, as LiteLLM sends the counts in one', () => {
    const chunks = [chunk([begin('Hi')]), chunk([end()]), chunk([{ index: 0, delta: {}, finish_reason: null }], usage)]
    expect(present(plain, chunks)).toEqual([chunk([begin('Hi')]), chunk([end()])])
    expect(present(counted, chunks).at(-1)).toEqual(chunk([], usage))
    const late = chunk([{ index: 0, delta: { content: '!' }, finish_reason: null }])
    expect(present(plain, [chunk([begin('Hi')]), chunk([end()]), late]).at(-1)).toEqual(late)
  })

  test('calls a stream cut short when a choice never finished or none came', () => {
    expect(() => present(plain, [])).toThrow(expect.objectContaining({ code: 'stream_truncated' }))
    expect(() => present(plain, [chunk([text('Hi')])])).toThrow(expect.objectContaining({ code: 'stream_truncated' }))
    const two = { ...plain, n: 2 }
    expect(() => present(two, [chunk([end(0)])])).toThrow(expect.objectContaining({ code: 'stream_truncated' }))
    expect(present(two, [chunk([end(1)]), chunk([end(0)])])).toHaveLength(2)
  })
})

function present(
  request: ConstructorParameters<typeof ChunkPresenter>[0],
  chunks: ChatCompletionChunk[],
): ChatCompletionChunk[] {
  const presenter = new ChunkPresenter(request)
  return [...chunks.map((each) => presenter.push(each)), presenter.end()].filter((each) => each !== undefined)
}

function chunk(choices: ChatCompletionChunkChoice[], counts?: CompletionUsage | null): ChatCompletionChunk {
  return counts === undefined ? { ...envelope, choices } : { ...envelope, choices, usage: counts }
}

function text(content: string): ChatCompletionChunkChoice {
  return { index: 0, delta: { content }, finish_reason: null }
}

function begin(content: string): ChatCompletionChunkChoice {
  return { index: 0, delta: { role: 'assistant', content }, finish_reason: null }
}

function end(index = 0): ChatCompletionChunkChoice {
  return { index, delta: {}, finish_reason: 'stop' }
}
