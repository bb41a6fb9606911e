/** Results for people. */
import { jsonText } from '../terminal/json-text.ts'
import { printable, printableLine } from '../terminal/printable.ts'
import type { CheckResult } from './run-check.ts'

const marks = { same: '✓', differs: '✗', skipped: '-' } as const
// Enough to see what is meant; --json has everything.
const longest = 600

/** One line, and where it differs what was asked and what came. */
export function resultText({ id, title, outcome, habit, message, exchange }: CheckResult): string {
  const unlike = habit && outcome === 'differs'
  const lines = [`${unlike ? '~' : marks[outcome]} ${id}: ${title}`]
  if (message !== undefined) lines.push(`    ${printableLine(message)}`)
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
