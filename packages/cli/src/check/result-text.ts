/** Results for people. */
import { wrapText } from '../help/wrap-text.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { printable, printableLine } from '../terminal/printable.ts'
import { resultMark } from '../terminal/result-mark.ts'
import type { CheckResult } from './run-check.ts'

const outcomes = { same: 'good', differs: 'wrong', skipped: 'skipped' } as const
// Enough to see what is meant; --json has everything.
const longest = 600

/** One line, and where it differs what was asked and what came. */
export function resultText(
  { id, title, outcome, habit, message, exchange }: CheckResult,
  stdout: Pick<OutputStream, 'style' | 'lineWidth'>,
): string {
  const unlike = habit && outcome === 'differs'
  const point = wrapText(`${id}: ${title}`, stdout.lineWidth, { indent: 2 }).trimStart()
  const lines = [`${resultMark(unlike ? 'unlike' : outcomes[outcome], stdout)} ${point}`]
  if (message !== undefined) lines.push(wrapText(printableLine(message), stdout.lineWidth, { indent: 4 }))
  if (unlike) lines.push('    OpenAI’s service does so; nothing published says it.')
  if (exchange) {
    const { method, url, body, status, text } = exchange
    const sent = body === undefined ? '' : ` ${cut(typeof body === 'string' ? body : jsonText(body))}`
    lines.push(
      `    asked:  ${method} ${url}${sent}`,
      `    answer: ${status ?? 'none'} ${cut(printable(text).trim()).replaceAll('\n', '\n            ')}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
