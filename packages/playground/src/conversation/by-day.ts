import type { Conversation } from './conversation.ts'

/** Conversations of about the same age. */
export interface DayGroup {
  readonly name: string
  readonly conversations: readonly Conversation[]
}

const day = 86_400_000

/**
 * Conversations by when something was last said or changed in them, the latest first. `now` is in Unix milliseconds; `most`
 * is how many there are at most, by default all.
 */
export function byDay(conversations: readonly Conversation[], now: number, most?: number): readonly DayGroup[] {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const names = [
    { name: 'Today', from: today },
    { name: 'Yesterday', from: today - day },
    { name: 'The last seven days', from: today - 7 * day },
    { name: 'The last thirty days', from: today - 30 * day },
    { name: 'Before', from: -Infinity },
  ]
  const groups = names.map(({ name }) => ({ name, conversations: [] as Conversation[] }))
  for (const each of conversations.toSorted((a, b) => b.updated - a.updated).slice(0, most)) {
    groups[names.findIndex(({ from }) => each.updated >= from)]?.conversations.push(each)
  }
  return groups.filter((group) => group.conversations.length > 0)
}
