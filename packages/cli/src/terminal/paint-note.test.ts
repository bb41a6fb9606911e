import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { OutputStream } from './output-stream.ts'
import { paintNote } from './paint-note.ts'

const figures = 'first token 34 ms · 44.6 tokens/s · 1,292 prompt (1,291 cached) + 20 output tokens'

function noted(text: string, columns?: number): string[] {
  const { stderr, env } = new FakeIo({ stderrTTY: columns !== undefined, ...(columns && { columns }) })
  paintNote(new OutputStream(stderr, { ...env, NO_COLOR: '1' }), text)
  return stderr.text.split('\n')
}

test('is one line where it fits, and in a log however long it is', () => {
  expect(noted(figures, 100)).toEqual([figures, ''])
  expect(noted(figures)).toEqual([figures, ''])
})

test('breaks between parts on a narrow terminal', () => {
  expect(noted(figures, 48)).toEqual([
    'first token 34 ms · 44.6 tokens/s ·',
    '1,292 prompt (1,291 cached) + 20 output tokens',
    '',
  ])
})

test('breaks inside a part that is too long alone', () => {
  expect(noted('a · some longer words', 13)).toEqual(['a · some', 'longer words', ''])
})
