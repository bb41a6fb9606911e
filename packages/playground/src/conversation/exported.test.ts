import { describe, expect, test } from 'vitest'

import { newConversation, titleOf, type Conversation } from './conversation.ts'
import { asJson, asJsonLines, asMarkdown, asMessages, readConversations } from './exported.ts'
import { addNode, chooseNode, emptyTree } from './message-tree.ts'

function talked(): Conversation {
  const conversation = newConversation()
  const [lane] = conversation.lanes
  if (lane === undefined) throw new Error('a conversation has a lane')
  const question = { id: 'q', parent: undefined, message: { role: 'user', content: 'Name a ship.' } } as const
  const answers = ['Argo', 'Bounty'].map(
    (content) => ({ id: content, parent: 'q', message: { role: 'assistant', content } }) as const,
  )
  const tree = chooseNode([question, ...answers].reduce(addNode, emptyTree), 'Argo')
  return { ...conversation, lanes: [{ ...lane, tree }] }
}

describe('exporting and importing', () => {
  test('brings back every version under a new id', () => {
    const conversation = talked()
    const [again] = readConversations(asJson([conversation]))
    expect(again).toEqual({ ...conversation, id: again?.id })
    expect(again?.id).not.toBe(conversation.id)
  })

  test('takes the messages of a request, its system message among the settings', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
    ]
    const [conversation] = readConversations(JSON.stringify(messages))
    expect(conversation?.lanes[0]?.settings.system).toBe('Be brief.')
    expect(JSON.parse(asMessages(conversation ?? newConversation()))).toEqual(messages)
  })

  test('takes JSON lines: the messages of one conversation, or a conversation a line', () => {
    const [conversation] = readConversations(asJsonLines(talked()))
    expect(asJsonLines(conversation ?? newConversation())).toBe(asJsonLines(talked()))
    const line = JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }] })
    expect(readConversations(`${line}\n${line}\n`)).toHaveLength(2)
    expect(readConversations(line)).toHaveLength(1)
  })

  test('writes what is shown for people', () =>
    expect(asMarkdown(talked())).toBe('# Name a ship.\n\n**user**\n\nName a ship.\n\n**assistant**\n\nArgo\n'))

  test.each([
    ['{', 'The file is not JSON.'],
    ['{"role":"user","content":"Hi"}\n{', 'line 2 is not JSON'],
    ['[{"role":"pirate","content":"Arr"}]', '`messages[0].role`'],
    ['{"a":1}', 'Expected a file exported by this page'],
    ['{"format":"colloquy-conversations","conversations":[{"lanes":[]}]}', 'damaged'],
  ])('says what is wrong with %s', (text, words) => expect(() => readConversations(text)).toThrow(words))

  test('a conversation is called by its first words', () => {
    expect(titleOf(talked())).toBe('Name a ship.')
    expect(titleOf(newConversation())).toBe('New conversation')
  })
})
