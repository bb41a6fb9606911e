import { describe, expect, test } from 'vitest'

import { ChunkWriter } from './chunk-writer.ts'
import { completionHead } from './completion-head.ts'
import { completionUsage } from './usage.ts'

const head = { id: 'chatcmpl-1', created: 1, model: 'm', system_fingerprint: 'fp_1' }

describe('ChunkWriter', () => {
  test('begins a choice with the role, empty content and no refusal', () => {
    expect(new ChunkWriter(head, { includeUsage: false }).role(0)).toEqual({
      ...head,
      object: 'chat.completion.chunk',
      choices: [
        { index: 0, delta: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: null },
      ],
    })
  })

  test('leaves usage out unless it was asked for', () => {
    expect(new ChunkWriter(head, { includeUsage: false }).content(0, 'a', undefined)).not.toHaveProperty('usage')
    expect(new ChunkWriter(head, { includeUsage: true }).content(0, 'a', undefined)).toHaveProperty('usage', null)
  })

  test('ends a choice with an empty delta and the reason', () => {
    expect(new ChunkWriter(head, { includeUsage: false }).finish(1, 'stop').choices).toEqual([
      { index: 1, delta: {}, logprobs: null, finish_reason: 'stop' },
    ])
  })

  test('sends the usage without choices and with all details', () => {
    const usage = completionUsage({ prompt: 5, cached: 4, completion: 3, reasoning: 2, accepted: 1, rejected: 2 })
    const chunk = new ChunkWriter(head, { includeUsage: true }).usage(usage)
    expect(chunk.choices).toEqual([])
    expect(chunk.usage).toEqual({
      prompt_tokens: 5,
      completion_tokens: 5,
      total_tokens: 10,
      prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 2,
        audio_tokens: 0,
        accepted_prediction_tokens: 1,
        rejected_prediction_tokens: 2,
      },
    })
  })
})

describe('completionHead', () => {
  const options = { model: 'm', fingerprint: 'fp_1', now: 1999, dropped: 0 }

  test('gives each completion an id of its own and the time in whole seconds', () => {
    const [a, b] = [
      completionHead({ model: 'm', messages: [] }, options),
      completionHead({ model: 'm', messages: [] }, options),
    ]
    expect(a.id).toMatch(/^chatcmpl-[0-9a-f]{32}$/)
    expect(a.id).not.toBe(b.id)
    expect(a.created).toBe(1)
  })

  test('tells the tier that served the request only where one was asked for', () => {
    expect(completionHead({ model: 'm', messages: [] }, options)).not.toHaveProperty('service_tier')
    expect(completionHead({ model: 'm', messages: [], service_tier: 'auto' }, options).service_tier).toBe('default')
  })
})
