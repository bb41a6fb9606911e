import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LineGatherer } from './line-gatherer.ts'

test('writes what came in a turn at once, in order, and what comes later by itself', async () => {
  const written: string[] = []
  const lines = new LineGatherer((text) => written.push(text))
  lines.push('one\n')
  lines.push('two\n')
  expect(written).toEqual([])
  await turn()
  lines.push('three\n')
  await turn()
  expect(written).toEqual(['one\ntwo\n', 'three\n'])
})

test('writes what is left when it is disposed of, once', async () => {
  const written: string[] = []
  const lines = new LineGatherer((text) => written.push(text))
  lines.push('last\n')
  lines[Symbol.dispose]()
  expect(written).toEqual(['last\n'])
  await turn()
  expect(written).toEqual(['last\n'])
})
