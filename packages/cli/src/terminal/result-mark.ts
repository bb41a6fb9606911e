import type { OutputStream } from './output-stream.ts'

/** A sign that is read at a glance: how it went, in the colour of that where the stream has any. */
export function resultMark(outcome: keyof typeof marks, stdout: Pick<OutputStream, 'style'>): string {
  const [mark, format] = marks[outcome]
  return stdout.style(format, mark)
}

const marks = {
  good: ['✓', 'green'],
  unlike: ['~', 'yellow'],
  attention: ['!', 'yellow'],
  wrong: ['✗', 'red'],
  skipped: ['-', 'dim'],
} as const
