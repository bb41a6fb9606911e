import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { scriptedModel } from '../../../../test/support/scripted-model.ts'
import { ask, failure } from '../__fixtures__/ask.ts'
import { createEngine } from '../engine.ts'
import { fitConversation } from './fit-conversation.ts'
import type { RenderedPrompt } from './rendered-prompt.ts'

type Messages = ChatCompletionRequest['messages']
const rendered: RenderedPrompt = { text: '', userSpans: [], templateSource: '' }

/** Ten tokens a message; what it keeps is told. */
function fit(messages: Messages, contextSize: number, fields: Partial<ChatCompletionRequest> = {}) {
  let kept: Messages = []
  const { dropped } = fitConversation(
    { model: 'm', messages, ...fields },
    (some) => {
      kept = some
      return { rendered, tokens: new Uint32Array(some.length * 10) }
    },
    { contextSize, overflow: 'drop-oldest' },
  )
  return { dropped, kept: kept.map(({ content }) => content) }
}

function conversation(turns: number): Messages {
  return [
    { role: 'system', content: 'instructions' },
    ...Array.from({ length: turns }, (_, turn) => [
      { role: 'user' as const, content: `question ${turn}` },
      { role: 'assistant' as const, content: `answer ${turn}` },
    ]).flat(),
    { role: 'user', content: 'now' },
  ]
}

describe('fitConversation', () => {
  test('keeps everything that fits', () => {
    expect(fit(conversation(4), 101)).toMatchObject({ dropped: 0 })
  })

  test('drops the oldest turns, as few as leave a quarter of the context, and never the instructions', () => {
    // Ten messages do not fit into 100; 75 tokens hold seven.
    expect(fit(conversation(4), 100)).toEqual({
      dropped: 4,
      kept: ['instructions', 'question 2', 'answer 2', 'question 3', 'answer 3', 'now'],
    })
  })

  test('leaves the room that the request asks for its answer, at most half of the context', () => {
    expect(fit(conversation(4), 100, { max_completion_tokens: 10 }).dropped).toBe(2)
    expect(fit(conversation(4), 100, { max_completion_tokens: 90 }).dropped).toBe(6)
  })

  test('keeps the last turn, whole, whatever its length', () => {
    expect(fit(conversation(4), 15).kept).toEqual(['instructions', 'now'])
  })

  test('drops calls together with their answers', () => {
    const call = { id: 'c', type: 'function' as const, function: { name: 'f', arguments: '{}' } }
    const messages: Messages = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: 'found' },
      { role: 'assistant', content: 'so it is' },
      { role: 'user', content: 'second' },
    ]
    expect(fit(messages, 50)).toEqual({ dropped: 4, kept: ['second'] })
  })
})

describe('an engine whose context overflows', () => {
  const long = conversation(30)

  test('refuses by default', async () => {
    await using engine = await open('refuse')
    expect(await failure(ask(engine, '', { messages: long }))).toMatchObject({ code: 'context_length_exceeded' })
  })

  test('drops the oldest turns where it is told to, and says in every chunk how many messages', async () => {
    await using engine = await open('drop-oldest')
    const answer = await ask(engine, '', { messages: long })
    expect(answer.choices[0]?.message.content).toBe('Yes.')
    expect(answer.usage?.prompt_tokens).toBeLessThanOrEqual(192)
    expect(answer).toHaveProperty('dropped_messages', expect.any(Number))
    expect(await ask(engine, 'short')).not.toHaveProperty('dropped_messages')
  })

  test('refuses what does not fit even so', async () => {
    await using engine = await open('drop-oldest')
    const messages: Messages = [...long, { role: 'user', content: 'too long '.repeat(300) }]
    expect(await failure(ask(engine, '', { messages }))).toMatchObject({ code: 'context_length_exceeded' })
  })

  test('knows two ways only', async () => {
    const options = { model: 'smollm2:135m', contextOverflow: JSON.parse('"forget"') }
    const error = await failure(createEngine(options))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ param: 'contextOverflow' })
  })

  async function open(contextOverflow: 'refuse' | 'drop-oldest') {
    const model = await scriptedModel({ says: 'Yes.' })
    return await createEngine({ model, contextSize: 256, parallel: 1, threads: 1, contextOverflow })
  }
})
