import { expect, test } from 'vitest'
import { userMessage } from '../ask/user-message.ts'
import { exportConversation } from './export-conversation.ts'

test('what was attached is told apart from what was written', () => {
  const message = userMessage('What is this?', [
    { name: 'a.md', part: { type: 'text', text: 'a.md:\n```\nx\n```' } },
    { name: 'b.png', part: { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } } },
  ])
  expect(exportConversation({ messages: [message], session: undefined }, 'markdown')).toBe(
    '**You**\n\na.md:\n\n````\n```\nx\n```\n````\n\n[image]\n\nWhat is this?\n',
  )
})

test('an image without words is shown by its name', () => {
  const message = { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] } as const
  expect(exportConversation({ messages: [message], session: undefined }, 'markdown')).toBe('**You**\n\n[image]\n')
})
