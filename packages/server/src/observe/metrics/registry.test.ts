import { expect, test } from 'vitest'
import { Counter } from './counter.ts'
import { Gauge } from './gauge.ts'
import { Histogram } from './histogram.ts'
import { Registry } from './registry.ts'

test('writes counters, gauges and histograms in the text format', () => {
  const registry = new Registry()
  const asked = registry.add('asked_total', 'Requests.', new Counter(['code']))
  registry.add('running', 'Running now.', new Gauge([], () => [[{}, 3]]))
  const took = registry.add('took_seconds', 'How long.', new Histogram(['model'], [0.1, 1]))
  asked.add({ code: '200' })
  asked.add({ code: '200' }, 2)
  for (const seconds of [0.1, 0.5, 7]) took.observe({ model: 'm' }, seconds)
  expect(registry.render().split('\n')).toEqual([
    '# HELP asked_total Requests.',
    '# TYPE asked_total counter',
    'asked_total{code="200"} 3',
    '# HELP running Running now.',
    '# TYPE running gauge',
    'running 3',
    '# HELP took_seconds How long.',
    '# TYPE took_seconds histogram',
    'took_seconds_bucket{model="m",le="0.1"} 1',
    'took_seconds_bucket{model="m",le="1"} 2',
    'took_seconds_bucket{model="m",le="+Inf"} 3',
    'took_seconds_sum{model="m"} 7.6',
    'took_seconds_count{model="m"} 3',
    '',
  ])
})

test('escapes what would end a label or a line', () => {
  const counter = new Counter(['name'])
  counter.add({ name: 'a"b\\c\nd' })
  expect([...counter.samples('x')]).toEqual([String.raw`x{name="a\"b\\c\nd"} 1`])
})

test('counts together what exceeds 500 sets of labels', () => {
  const counter = new Counter(['name'])
  for (let at = 0; at < 10_000; at++) counter.add({ name: `n${at}` })
  const samples = [...counter.samples('x')]
  expect(samples).toHaveLength(501)
  expect(samples.at(-1)).toBe('x{name="other"} 9500')
})

test('a name is used once', () => {
  const registry = new Registry()
  registry.add('a', 'A.', new Counter([]))
  expect(() => registry.add('a', 'A.', new Counter([]))).toThrow('Two metrics are called a.')
})
