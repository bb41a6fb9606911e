import { describe, expect, test } from 'vitest'

import type { Conversation } from './conversation.ts'
import { asJson, asMessages, readConversations } from './exported.ts'
import { KnownConversations } from './known-conversations.ts'
import { addNode } from './message-tree.ts'

function talked(...words: readonly string[]): Conversation {
  const messages = words.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }))
  return readConversations(JSON.stringify(messages))[0] ?? expect.unreachable()
}

function again(conversation: Conversation): Conversation {
  return readConversations(asJson([conversation]))[0] ?? expect.unreachable()
}

describe('a conversation that is read again', () => {
  const boats = talked('Name a boat', 'Argo')
  const here = [talked('Sing', 'La'), boats]

  test('is known by what was said, from either kind of file', () => {
    expect(new KnownConversations(here).find(again(boats))).toBe(boats)
    expect(new KnownConversations(here).find(readConversations(asMessages(boats))[0] ?? boats)).toBe(boats)
  })

  test('is known where it has gone on since, or has another version since', () => {
    const [lane] = boats.lanes
    if (lane === undefined) return expect.unreachable()
    const other = { id: 'o', parent: undefined, message: { role: 'user', content: 'Two boats' } } as const
    const grown = { ...boats, lanes: [{ ...lane, tree: addNode(lane.tree, other) }] }
    expect(new KnownConversations([grown]).find(boats)).toBe(grown)
    expect(new KnownConversations([boats]).find(grown)).toBeUndefined()
  })

  test('is another one where the same words answer other words, or stand under other instructions', () => {
    expect(new KnownConversations(here).find(talked('Name a ship', 'Argo'))).toBeUndefined()
    expect(new KnownConversations(here).find(talked('Name a boat', 'Argo', 'Argo'))).toBeUndefined()
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Name a boat' },
      { role: 'assistant', content: 'Argo' },
    ]
    expect(new KnownConversations(here).find(readConversations(JSON.stringify(messages))[0] ?? boats)).toBeUndefined()
  })
})
