import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conformanceCases } from './cases.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { targets, type OpenTarget, type Target } from './targets.ts'

for (const target of targets) {
  describe(target.name, () => {
    let open: OpenTarget

    beforeAll(async () => {
      open = await target.open()
    })
    afterAll(() => open.close())

    for (const each of conformanceCases) {
      if (isSeenOn(target, each)) test(each.behaviour, () => each.check(open.asker))
    }
  })
}

test('each case is seen on one target at least, and says why where it leaves one out', () => {
  for (const each of conformanceCases) {
    expect(targets.filter((target) => isSeenOn(target, each))).not.toEqual([])
    for (const reason of Object.values(each.needs ?? {})) expect(reason.split(' ').length).toBeGreaterThan(3)
  }
})

function isSeenOn({ traits }: Target, { needs = {} }: ConformanceCase): boolean {
  const missing = Object.keys(needs).filter((trait) => !traits.some((has) => has === trait))
  return missing.length === 0
}
