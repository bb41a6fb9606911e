/** Tells a person or a program what went wrong. */
import type { ErrorResponse } from 'colloquy/protocol'
import type { OutputStream } from '../terminal/output-stream.ts'
import { wrapText } from '../help/wrap-text.ts'
import { printableLine } from '../terminal/printable.ts'
import type { Failure } from './failure.ts'

/** A line each on stderr: what, why, what to do; then code and request id, for those who look them up. */
export async function reportFailure(failure: Failure, stderr: OutputStream): Promise<void> {
  const { message, why, advice, code, requestId } = failure
  const marks = [`code ${code}`, ...(requestId === undefined ? [] : [`request ${requestId}`])].join(' · ')
  // A terminal would break lines inside words; in a log each stays one line, whole.
  const columns = Math.max(20, stderr.lineWidth)
  const head = wrapText(`colloquy: ${tell(message)}`, columns - 2).replaceAll('\n', '\n  ')
  const lines = [
    head.replace('colloquy:', stderr.style('red', 'colloquy:')),
    ...(why === undefined ? [] : [wrapText(tell(why), columns, { indent: 2 })]),
    ...(advice === undefined ? [] : [wrapText(advice, columns, { indent: 2 })]),
    ...(code === 'usage_error' ? [] : [`  ${stderr.style('dim', tell(marks))}`]),
  ]
  await stderr.write(`${lines.join('\n')}\n`)
}

/** The error as the API's own error object. */
export function failureBody({ message, type, param, code }: Failure): ErrorResponse {
  return { error: { message, type, param, code } }
}

// Messages repeat words of servers and files, which must not steer the terminal; none needs more than one line.
function tell(text: string): string {
  return printableLine(text.trim())
}
