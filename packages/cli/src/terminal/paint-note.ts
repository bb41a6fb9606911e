import { wrapText } from '../help/wrap-text.ts'
import type { OutputStream } from './output-stream.ts'

/**
 * Paints a dim line about the answer, not of it. A terminal too narrow for it gets several, broken between the parts
 * that ` · ` sets apart and inside a part only where that is too long itself; anything else gets one line.
 */
export function paintNote(stderr: OutputStream, text: string): void {
  const columns = Math.max(10, stderr.lineWidth - 1)
  const parts = text.split(' · ').map((part) => (part.length < columns ? part.replaceAll(' ', glue) : part))
  const lines = wrapText(parts.join(`${glue}· `), columns).replaceAll(glue, ' ')
  stderr.paint(
    `${lines
      .split('\n')
      .map((line) => stderr.style('dim', line))
      .join('\n')}\n`,
  )
}

// Stands for a space that is not to be broken at; no-break spaces of the text itself are left alone by it.
const glue = '\u0000'
