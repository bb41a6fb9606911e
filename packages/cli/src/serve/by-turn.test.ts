import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { byTurn } from './by-turn.ts'

test('writes what came in a turn at once, in order, and what comes later by itself', async () => {
  const written: string[] = []
  const write = byTurn((text) => written.push(text))
  write('one\n')
  write('two\n')
  expect(written).toEqual([])
  await turn()
  write('three\n')
  await turn()
  expect(written).toEqual(['one\ntwo\n', 'three\n'])
})
