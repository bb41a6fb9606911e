import { describe, expect, test } from 'vitest'

import { textOf } from '../conversation.ts'
import { shownPath } from '../message-tree.ts'
import { readConversations } from '../exported.ts'

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

  test('ChatGPT: hidden messages, reasoning, browsing and what it writes to tools are passed over, and what was spoken is read', () => {
    const said = (role: string, content: unknown, more = {}) => ({
      author: { role },
      content,
      recipient: 'all',
      ...more,
    })
    const text = (...parts: unknown[]) => ({ content_type: 'text', parts })
    const hidden = { metadata: { is_visually_hidden_from_conversation: true } }
    const nodes: [string, unknown][] = [
      ['client-created-root', null],
      ['hidden', said('system', text('You are ChatGPT.'), hidden)],
      [
        'context',
        said('user', { content_type: 'user_editable_context', user_profile: 'A sailor', parts: ['?'] }, hidden),
      ],
      [
        'q',
        said('user', { content_type: 'multimodal_text', parts: [{ asset_pointer: 'sediment://x' }, 'What ', null] }),
      ],
      ['t', said('assistant', { content_type: 'thoughts', thoughts: [{ content: 'Hm' }] })],
      ['call', said('assistant', { content_type: 'code', text: 'look()' }, { recipient: 'python' })],
      ['asked', said('assistant', text('{"prompt":"a boat"}'), { recipient: 'dalle.text2im' })],
      ['tool', said('tool', { content_type: 'execution_output', text: '3' })],
      ['a', said('assistant', text('A boat'))],
      [
        'spoken',
        said('user', {
          content_type: 'multimodal_text',
          parts: [{ content_type: 'audio_transcription', text: 'Thanks' }],
        }),
      ],
      ['empty', said('assistant', { content_type: 'text', parts: null })],
      ['none', said('assistant', null)],
    ]
    const mapping = Object.fromEntries(
      nodes.map(([id, message], index) => [id, { id, message, parent: nodes[index - 1]?.[0] ?? null, children: [] }]),
    )
    const words = ['What ', 'A boat', 'Thanks']
    expect(read([{ title: null, mapping, current_node: 'none' }])).toEqual({
      title: undefined,
      system: '',
      all: words,
      shown: words,
    })
  })

  test('Open WebUI: reasoning is told from words, tool calls left out, pictures in the file kept', () => {
    const reasoning =
      '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\n> Is a &lt; b?\n> Yes.\n</details>\n'
    const call =
      '<details type="tool_calls" done="true" id="c" name="look" arguments="&quot;&quot;">\n<summary>Tool Executed</summary>\n</details>\n'
    const picture = { type: 'image', url: 'data:image/png;base64,AA==' }
    const messages = {
      q: {
        parentId: null,
        role: 'user',
        content: 'Is it?',
        files: [picture, { type: 'image', url: '/api/v1/files/7' }, { type: 'file' }],
      },
      a: { parentId: 'q', role: 'assistant', content: `${reasoning}${call}It is.` },
      lost: { parentId: 'a', role: 'assistant', content: null },
    }
    const [conversation] = readConversations(
      JSON.stringify([
        {
          created_at: 1700000000,
          updated_at: 1700000060,
          chat: { params: { system: 'Be brief.' }, history: { currentId: 'lost', messages } },
        },
      ]),
    )
    const { settings, tree } = conversation?.lanes[0] ?? expect.unreachable()
    expect(tree.nodes.map(({ message }) => message)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Is it?' },
          { type: 'image_url', image_url: { url: picture.url } },
        ],
      },
      { role: 'assistant', content: 'It is.', reasoning_content: 'Is a < b?\nYes.' },
    ])
    expect(settings.system).toBe('Be brief.')
    expect([conversation?.created, conversation?.updated]).toEqual([1700000000000, 1700000060000])
  })

  test('Open WebUI: the list of its first versions, which knew no branches', () => {
    const messages = [
      { role: 'user', content: 'Name a boat' },
      { role: 'assistant', content: 'Argo' },
    ]
    expect(read([{ chat: { title: 'Boats', messages } }]).shown).toEqual(twoAnswers.shown)
  })

  test("llama-server's page: the lines of its sessions, with reasoning and files", () => {
    const lines = [
      { harness: 'x', type: 'session', id: 'c', name: 'Boats', currNode: 'a' },
      { type: 'message', message: { id: 'r', parent: null, type: 'root', role: 'system', content: '' } },
      {
        type: 'message',
        message: {
          id: 'q',
          parent: 'r',
          role: 'user',
          content: 'Read this',
          extra: [
            { type: 'TEXT', name: 'notes.txt', content: 'Argo' },
            { type: 'IMAGE', name: 'a.png', base64Url: 'data:image/png;base64,AA==' },
            { type: 'AUDIO', name: 'a.mp3', base64Data: 'AA==' },
          ],
        },
      },
      {
        type: 'message',
        message: { id: 'a', parent: 'q', role: 'assistant', content: 'Read.', reasoningContent: 'Hm' },
      },
      { type: 'of another day' },
      { type: 'session', id: 'd', name: 'Empty', currNode: null },
    ]
    const sessions = readConversations(lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(sessions.map(({ title }) => title)).toEqual(['Boats', 'Empty'])
    expect(sessions[0]?.lanes[0]?.tree.nodes.map(({ message }) => message)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Read this' },
          { type: 'text', text: 'notes.txt:\n\nArgo' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
        ],
      },
      { role: 'assistant', content: 'Read.', reasoning_content: 'Hm' },
    ])
  })

  test('messages without a name are told apart', () => {
    const messages = [
      { role: 'user', content: 'One' },
      { role: 'user', content: 'Two' },
    ]
    expect(read({ conv: {}, messages }).all).toEqual(['One', 'Two'])
  })

  test('a branch of ten thousand messages is read', () => {
    const messages = Array.from({ length: 10_000 }, (_, id) => ({
      id,
      parent: id - 1,
      role: id % 2 === 0 ? 'user' : 'assistant',
      content: `${id}`,
    }))
    expect(read({ conv: { currNode: 9999 }, messages }).shown).toHaveLength(10_000)
  })
})
