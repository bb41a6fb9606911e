import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { newConversation, type Conversation } from './conversation.ts'
import { Keeper } from './keeper.ts'

describe('keeping conversations', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function keeping(): { keeper: Keeper; done: string[]; titled: (title: string) => Conversation } {
    const done: string[] = []
    const storage = {
      put: async (kept: readonly Conversation[]) => void done.push(`kept ${kept.map(({ title }) => title).join()}`),
      remove: async () => void done.push('removed'),
    }
    const conversation = newConversation()
    return {
      keeper: new Keeper(storage, () => {}),
      done,
      titled: (title) => ({ ...conversation, title }),
    }
  }

  test('what was said is kept at once', () => {
    const { keeper, done, titled } = keeping()
    keeper.keep([titled('a')])
    expect(done).toEqual(['kept a'])
  })

  test('what is being typed is kept once, when the typing rests', () => {
    const { keeper, done, titled } = keeping()
    for (const title of ['a', 'ab', 'abc']) keeper.keepSoon(titled(title))
    expect(done).toEqual([])
    vi.runAllTimers()
    expect(done).toEqual(['kept abc'])
  })

  test('what is kept at once holds what was typed before, and nothing older follows it', () => {
    const { keeper, done, titled } = keeping()
    keeper.keepSoon(titled('typed'))
    keeper.keep([titled('typed and said')])
    vi.runAllTimers()
    expect(done).toEqual(['kept typed and said'])
  })

  test('what was to be kept soon is kept when it is asked for, and not after it was removed', () => {
    const { keeper, done, titled } = keeping()
    keeper.keepSoon(titled('a'))
    keeper.flush()
    keeper.keepSoon(titled('b'))
    keeper.remove(titled('b').id)
    vi.runAllTimers()
    expect(done).toEqual(['kept a', 'removed'])
  })
})
