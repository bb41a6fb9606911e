import type { ChatCompletionTokenLogprob } from 'colloquy'
import { describe, expect, test } from 'vitest'

import type { MessageNode } from '../conversation/message-tree.ts'
import { begunBy, begunWith, joined } from './begun-answer.ts'
import { canGoOn } from './can-go-on.ts'

function token(text: string, bytes: readonly number[] | null = [...new TextEncoder().encode(text)]): Token {
  return { token: text, logprob: -1, bytes: bytes && [...bytes], top_logprobs: [] }
}
type Token = ChatCompletionTokenLogprob

function answered(content: string, tokens: Token[], finish: 'stop' | 'length' = 'length'): MessageNode {
  const message = { role: 'assistant', content, refusal: null } as const
  const choice = { index: 0, message, logprobs: { content: tokens, refusal: null }, finish_reason: finish }
  const completion = { id: 'c', object: 'chat.completion', created: 0, model: 'm' } as const
  const answer = {
    completion: { ...completion, choices: [choice] },
    outcome: 'complete' as const,
    times: { sent: 0, end: 1 },
  }
  return { id: 'a', parent: undefined, message, answer }
}

const ship = answered('The Argo sails', [token('The'), token(' Argo'), token(' sails')])

describe('an answer with another token', () => {
  test('says what stood before it, and the token', () => {
    expect(begunWith(ship, 1, token(' Bounty'))).toMatchObject({
      content: 'The Bounty',
      tokens: [{ token: 'The' }, { token: ' Bounty' }],
    })
  })

  test('says also what stood before the tokens that are known', () => {
    const longer = answered('Once. The Argo', [token('The'), token(' Argo')])
    expect(begunWith(longer, 0, token('A'))?.content).toBe('Once. A')
  })

  test('is none where the token spells nothing, or part of a character', () => {
    expect(begunWith(ship, 1, token('<|im_end|>', null))).toBeUndefined()
    expect(begunWith(ship, 1, token('�', [0xf0, 0x9f]))).toBeUndefined()
  })
})

describe('an answer that went on', () => {
  const rest = answered(' home', [token(' home')]).answer?.completion ?? expect.unreachable()

  test('says both parts, with the tokens of both', () => {
    const [choice] = joined(begunBy(ship), rest).choices
    expect(choice?.message.content).toBe('The Argo sails home')
    expect(choice?.logprobs?.content?.map(({ token: text }) => text)).toEqual(['The', ' Argo', ' sails', ' home'])
  })

  test('joins the reasoning of both parts', () => {
    const [choice] = joined({ content: '', reasoning: 'First', tokens: [] }, rest).choices
    expect(choice?.message).toMatchObject({ reasoning_content: 'First', content: ' home' })
  })
})

test('an answer can go on that was cut short or written by hand, and not one that is whole', () => {
  expect(canGoOn(ship)).toBe(true)
  expect(canGoOn(answered('Done.', [], 'stop'))).toBe(false)
  expect(canGoOn({ id: 'a', parent: undefined, message: { role: 'assistant', content: 'Sure:' } })).toBe(true)
  expect(canGoOn({ id: 'a', parent: undefined, message: { role: 'assistant', content: '' } })).toBe(false)
})
