import { expect, test } from 'vitest'
import { FakeClock, piece, usage } from '../__fixtures__/fake-io.ts'
import { AnswerMeter } from './answer-meter.ts'

test('leaves out of the speed what tools took between two completions', () => {
  const clock = new FakeClock()
  const meter = new AnswerMeter(clock)
  meter.push({ ...piece({ content: 'call' }), id: 'first' })
  clock.advance(60_000)
  for (const content of ['a', 'b', 'c']) {
    meter.push({ ...piece({ content }), id: 'second' })
    clock.advance(100)
  }
  expect(meter.toString()).toContain('10.0 pieces/s')
  meter.push({ ...usage(5, 3), id: 'second' })
  expect(meter.toString()).toContain('10.0 tokens/s')
})
