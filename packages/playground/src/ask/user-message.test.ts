import { expect, test } from 'vitest'

import { readParts, userMessage, withWords } from './user-message.ts'

const notes = { kind: 'text', name: 'my notes.txt', text: 'One:\n\ntwo' } as const
const dot = { kind: 'image', name: 'dot.png', url: 'data:image/png;base64,AA==' } as const

test('words alone are a plain text', () => {
  expect(userMessage('Hi', [])).toEqual({ role: 'user', content: 'Hi' })
  expect(readParts('Hi')).toEqual({ words: 'Hi', files: [], images: [] })
})

test('words and files are told apart again', () => {
  const { content } = userMessage('What is this?', [notes, dot])
  expect(readParts(content)).toEqual({
    words: 'What is this?',
    files: [{ name: 'my notes.txt', text: 'One:\n\ntwo' }],
    images: [dot.url],
  })
  expect(readParts(userMessage('', [notes]).content).words).toBe('')
})

test('other words leave the files where they are', () => {
  expect(withWords(userMessage('Before', [notes, dot]), 'After')).toEqual(userMessage('After', [notes, dot]))
  expect(withWords(userMessage('Before', [notes]), ' ')).toEqual(userMessage('', [notes]))
  expect(withWords({ role: 'assistant', content: 'Before' }, 'After')).toEqual({ role: 'assistant', content: 'After' })
})
