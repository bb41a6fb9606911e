import { describe, expect, test } from 'vitest'

import { textOf } from './conversation.ts'
import { shownPath } from './message-tree.ts'
import { readConversations } from './exported.ts'

function read(value: unknown): { title: string | undefined; system: string; all: string[]; shown: string[] } {
  const [conversation] = readConversations(JSON.stringify(value))
  const lane = conversation?.lanes[0] ?? expect.unreachable()
  const words = (nodes: typeof lane.tree.nodes): string[] => nodes.map(({ message }) => textOf(message.content))
  return {
    title: conversation?.title,
    system: lane.settings.system,
    all: words(lane.tree.nodes),
    shown: words(shownPath(lane.tree)),
  }
}

const twoAnswers = { title: 'Boats', all: ['Name a boat', 'Argo', 'Bounty'], shown: ['Name a boat', 'Argo'] }

describe('files of other programs', () => {
  test('ChatGPT: all branches, the one that was shown in front', () => {
    const said = (role: string, ...parts: unknown[]) => ({ author: { role }, content: { content_type: 'text', parts } })
    const mapping = {
      b: { id: 'b', parent: 'q', children: [], message: said('assistant', 'Bounty') },
      a: { id: 'a', parent: 'q', children: [], message: said('assistant', 'Argo') },
      root: { id: 'root', parent: null, children: ['s'], message: null },
      s: { id: 's', parent: 'root', children: ['q'], message: said('system', '') },
      q: { id: 'q', parent: 's', children: ['a', 'b'], message: said('user', { asset_pointer: 'x' }, 'Name a boat') },
    }
    const { all, ...rest } = read([{ title: 'Boats', mapping, current_node: 'a' }])
    expect(all.toSorted()).toEqual(twoAnswers.all.toSorted())
    expect(rest).toEqual({ title: 'Boats', system: '', shown: twoAnswers.shown })
  })

  test('Open WebUI: all branches, the one that was shown in front', () => {
    const messages = {
      q: { id: 'q', parentId: null, role: 'user', content: 'Name a boat' },
      a: { id: 'a', parentId: 'q', role: 'assistant', content: 'Argo' },
      b: { id: 'b', parentId: 'q', role: 'assistant', content: 'Bounty' },
    }
    const file = [{ id: 'c', title: 'Boats', chat: { title: 'Boats', history: { currentId: 'a', messages } } }]
    expect(read(file)).toEqual({ ...twoAnswers, system: '' })
  })

  test("llama-server's page: all branches, its system message among the settings", () => {
    const messages = [
      { id: 'r', parent: null, type: 'root', role: 'system', content: '' },
      { id: 's', parent: 'r', type: 'system', role: 'system', content: 'Be brief.' },
      { id: 'q', parent: 's', type: 'text', role: 'user', content: 'Name a boat' },
      { id: 'a', parent: 'q', type: 'text', role: 'assistant', content: 'Argo' },
      { id: 'b', parent: 'q', type: 'text', role: 'assistant', content: 'Bounty' },
    ]
    const conv = { id: 'c', name: 'Boats', currNode: 'a' }
    expect(read({ conv, messages })).toEqual({ ...twoAnswers, system: 'Be brief.' })
    expect(read([{ conv, messages }])).toEqual({ ...twoAnswers, system: 'Be brief.' })
    // Its older versions numbered messages.
    const numbered = [
      { id: 1, parent: -1, role: 'user', content: 'Name a boat' },
      { id: 2, parent: 1, role: 'assistant', content: 'Argo' },
    ]
    expect(read({ conv: { id: 'c', currNode: 2 }, messages: numbered }).shown).toEqual(twoAnswers.shown)
  })

  test('a file in which messages follow each other in a circle is read to an end', () => {
    const messages = {
      a: { parentId: 'b', role: 'user', content: 'One' },
      b: { parentId: 'a', role: 'assistant', content: 'Two' },
    }
    expect(read({ chat: { history: { messages } } }).all).toEqual([])
  })
})
