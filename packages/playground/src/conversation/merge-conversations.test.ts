import { describe, expect, test } from 'vitest'

import { newConversation, type Conversation } from './conversation.ts'
import { mergeConversations } from './merge-conversations.ts'
import { addNode, changeNode, removeNode, shownPath, type MessageTree } from './message-tree.ts'

const start = newConversation()
const base = withTree(start, say(say({ nodes: [], chosen: {} }, 'one'), 'two', 'one'))

function say(tree: MessageTree, id: string, parent?: string): MessageTree {
  return addNode(tree, { id, parent, message: { role: 'user', content: id } })
}

function withTree(conversation: Conversation, tree: MessageTree): Conversation {
  return { ...conversation, lanes: conversation.lanes.map((lane) => ({ ...lane, tree })) }
}

function change(how: (tree: MessageTree) => MessageTree): Conversation {
  return withTree(base, how(treeOf(base)))
}

function treeOf({ lanes }: Conversation): MessageTree {
  return lanes[0]?.tree ?? expect.unreachable()
}

function ids(conversation: Conversation): readonly string[] {
  return treeOf(conversation).nodes.map(({ id }) => id)
}

describe('a conversation that two tabs go on with', () => {
  test('has what was said in either, and shows what was said here', () => {
    const mine = change((tree) => say(tree, 'mine', 'two'))
    const theirs = change((tree) => say(say(tree, 'theirs', 'two'), 'more', 'theirs'))
    const merged = mergeConversations(base, mine, theirs)
    expect(ids(merged)).toEqual(['one', 'two', 'theirs', 'more', 'mine'])
    expect(shownPath(treeOf(merged)).map(({ id }) => id)).toEqual(['one', 'two', 'mine'])
  })

  test('shows what was said there where nothing was said here', () => {
    const theirs = change((tree) => say(tree, 'theirs', 'two'))
    const path = shownPath(treeOf(mergeConversations(base, base, theirs)))
    expect(path.map(({ id }) => id)).toEqual(['one', 'two', 'theirs'])
  })

  test('lacks what either took away', () => {
    const gone = change((tree) => removeNode(tree, 'two'))
    expect(ids(mergeConversations(base, gone, base))).toEqual(['one'])
    expect(ids(mergeConversations(base, base, gone))).toEqual(['one'])
  })

  test('keeps what was taken away there where it was gone on from here, and the other way round', () => {
    const gone = change((tree) => removeNode(tree, 'one'))
    const grown = change((tree) => say(tree, 'three', 'two'))
    expect(ids(mergeConversations(base, grown, gone))).toEqual(['one', 'two', 'three'])
    expect(ids(mergeConversations(base, gone, grown))).toEqual(['one', 'two', 'three'])
  })

  test('has an answer as it grew there, and the settings and the name as they were changed here', () => {
    const message = { role: 'assistant', content: 'grown' } as const
    const theirs = change((tree) => changeNode(tree, 'two', { message }))
    const mine = { ...base, title: 'Mine', lanes: base.lanes.map((lane) => ({ ...lane, settings: other })) }
    const merged = mergeConversations(base, mine, theirs)
    expect(treeOf(merged).nodes[1]?.message).toBe(message)
    expect(merged.title).toBe('Mine')
    expect(merged.lanes[0]?.settings).toBe(other)
  })

  test('has the second lane that was put beside the first here, or there', () => {
    const compared = { ...base, lanes: [...base.lanes, ...newConversation().lanes] }
    expect(mergeConversations(base, compared, base).lanes).toHaveLength(2)
    expect(mergeConversations(base, base, compared).lanes).toHaveLength(2)
    expect(mergeConversations(compared, base, compared).lanes).toHaveLength(1)
  })
})

const other = { model: 'm', system: 'Be brief.', fields: {}, tools: '', responseFormat: '' }
