import { expect, test } from 'vitest'

import type { MessageNode } from '../conversation/message-tree.ts'
import { messagesOf } from './messages-of.ts'

const record = { times: { sent: 0, end: 1 } }
const question: MessageNode = { id: 'q', parent: undefined, message: { role: 'user', content: 'Hello' } }

function answer(content: string, outcome: 'complete' | 'stopped' | 'failed'): MessageNode {
  return { id: outcome, parent: 'q', message: { role: 'assistant', content }, answer: { ...record, outcome } }
}

test('an answer goes back with its words and calls, and without its reasoning', () => {
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } } as const
  const message = { role: 'assistant', content: 'Hi', tool_calls: [call], reasoning_content: 'Greet.' } as const
  expect(messagesOf([{ id: 'a', parent: undefined, message }])).toEqual([
    { role: 'assistant', content: 'Hi', tool_calls: [call] },
  ])
})

test('an answer that failed or was stopped before it said anything is not sent back', () => {
  expect(messagesOf([question, answer('', 'failed')])).toEqual([question.message])
  expect(messagesOf([question, answer('', 'stopped')])).toEqual([question.message])
})

test('what was said before a stop is sent back, and so is an answer that is empty and whole', () => {
  expect(messagesOf([answer('The', 'stopped'), answer('', 'complete')])).toEqual([
    { role: 'assistant', content: 'The' },
    { role: 'assistant', content: '' },
  ])
})
