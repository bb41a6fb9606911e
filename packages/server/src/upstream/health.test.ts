import { expect, test } from 'vitest'
import { Health, type HealthState } from './health.ts'

test.each<[checks: boolean[], state: HealthState]>([
  [[], 'unknown'],
  [[true], 'up'],
  [[false], 'down'],
  [[true, false], 'up'],
  [[true, false, false], 'down'],
  [[true, false, true, false], 'up'],
  [[true, false, false, true], 'up'],
])('after the checks %j an upstream is %s', (checks, state) => {
  const health = new Health()
  for (const passed of checks) health.push(passed)
  expect(health.state).toBe(state)
})
