import { expect, test } from 'vitest'

import { byDay } from './by-day.ts'
import { newConversation } from './conversation.ts'

test('conversations are listed by day, the latest first', () => {
  const now = new Date(2026, 4, 20, 9).getTime()
  const at = (...date: [number, number, number]) => newConversation(undefined, new Date(...date, 12).getTime())
  const [today, yesterday, week, month, before] = [
    newConversation(undefined, now - 1000),
    at(2026, 4, 19),
    at(2026, 4, 14),
    at(2026, 4, 1),
    at(2025, 4, 1),
  ]
  const later = newConversation(undefined, now)
  expect(byDay([before, week, today, later, yesterday, month], now)).toEqual([
    { name: 'Today', conversations: [later, today] },
    { name: 'Yesterday', conversations: [yesterday] },
    { name: 'The last seven days', conversations: [week] },
    { name: 'The last thirty days', conversations: [month] },
    { name: 'Before', conversations: [before] },
  ])
})

test('nothing is listed where nothing is', () => expect(byDay([], 0)).toEqual([]))
