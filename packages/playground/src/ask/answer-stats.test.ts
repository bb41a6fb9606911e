import type { CompletionUsage } from 'colloquy'
import { describe, expect, test } from 'vitest'

import type { AnswerRecord } from './answer-record.ts'
import { answerStats, statsLine } from './answer-stats.ts'

const usage: CompletionUsage = {
  prompt_tokens: 31,
  completion_tokens: 21,
  total_tokens: 52,
  prompt_tokens_details: { cached_tokens: 30, audio_tokens: 0 },
}

function record(times: AnswerRecord['times'], told?: CompletionUsage): AnswerRecord {
  const head = { id: 'x', object: 'chat.completion', created: 0, model: 'm', choices: [] } as const
  const completion = { ...head, choices: [], ...(told && { usage: told }) }
  return { completion, outcome: 'complete', times }
}

describe('the figures of an answer', () => {
  test('are its wait, its speed and its tokens', () => {
    const stats = answerStats(record({ sent: 1000, first: 1250, end: 3250 }, usage))
    expect(stats).toMatchObject({ firstToken: 250, tokensPerSecond: 10, cachedTokens: 30 })
    expect(statsLine(stats)).toBe('first token 250 ms · 10 tokens/s · 31 (30 cached) in · 21 out')
  })

  test('tell how full the context is, where the server told its size', () => {
    const full = { ...record({ sent: 0, first: 1, end: 2 }, usage), contextSize: 208 }
    expect(statsLine(answerStats(full))).toMatch(/ · 25 % of context$/)
    expect(statsLine(answerStats({ ...full, contextSize: 8192 }))).toMatch(/ · <1 % of context$/)
  })

  test('tell no speed where nothing but one token came', () => {
    const stats = answerStats(record({ sent: 0, first: 5, end: 5 }, { ...usage, completion_tokens: 1 }))
    expect(stats.tokensPerSecond).toBeUndefined()
  })

  test('tell the wait alone where a server counts nothing', () =>
    expect(statsLine(answerStats(record({ sent: 0, first: 1200, end: 1300 })))).toBe('first token 1.20 s'))
})
