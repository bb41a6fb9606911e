import { describe, expect, test } from 'vitest'
import { chooseUpstream, type Candidate } from './choose-upstream.ts'

const idle = [upstream('a'), upstream('b'), upstream('c')]

describe('chooseUpstream', () => {
  test('sends the same conversation to the same upstream', () => {
    for (let prefix = 0; prefix < 100; prefix++) {
      expect(chooseUpstream(idle, prefix)).toBe(chooseUpstream(idle.toReversed(), prefix))
    }
  })

  test('spreads conversations by weight', () => {
    const counts = countChoices([upstream('a'), upstream('b', { weight: 3 })])
    expect(counts['b'] ?? 0).toBeGreaterThan(7_200)
    expect(counts['b'] ?? 0).toBeLessThan(7_800)
  })

  test('moves only the conversations of an upstream that goes', () => {
    for (let prefix = 0; prefix < 1_000; prefix++) {
      const before = chooseUpstream(idle, prefix)
      if (before?.name !== 'c') expect(chooseUpstream(idle.slice(0, 2), prefix)).toBe(before)
    }
  })

  test('goes where the conversation was answered last, before where it hashes to', () => {
    for (let prefix = 0; prefix < 20; prefix++) expect(chooseUpstream(idle, prefix, idle[1])?.name).toBe('b')
  })

  test('leaves a home that is no candidate any more', () => {
    expect(chooseUpstream(idle.slice(0, 2), 7, idle[2])?.name).toMatch(/[ab]/)
  })

  test('takes the least busy, by weight, when the preferred one has more than 1.25 of its share', () => {
    const home = upstream('home', { running: 9 })
    const candidates = [home, upstream('b', { running: 4 }), upstream('c', { running: 6, weight: 2 })]
    expect(chooseUpstream(candidates, 1, home)?.name).toBe('c')
  })

  test('stays with the preferred one while it has no more than that', () => {
    const home = upstream('home', { running: 5 })
    expect(chooseUpstream([home, upstream('b', { running: 4 })], 1, home)).toBe(home)
  })

  test('has nothing to choose from nothing', () => {
    expect(chooseUpstream([], 1)).toBeUndefined()
  })
})

function upstream(name: string, { weight = 1, running = 0 }: Partial<Candidate> = {}): Candidate {
  return { name, weight, running }
}

function countChoices(candidates: readonly Candidate[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let prefix = 0; prefix < 10_000; prefix++) {
    const { name = '' } = chooseUpstream(candidates, Math.imul(prefix, 0x9e3779b1) >>> 0) ?? {}
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
