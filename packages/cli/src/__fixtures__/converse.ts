import type { ChatCompletionRequest } from 'colloquy/protocol'
import { main } from '../main.ts'
import { FakeIo, type FakeIoOptions, says } from './fake-io.ts'

/** A conversation: each line is typed and sent; a piece that begins with \u0000 is sent as it is, without Enter. */
export async function converse(
  lines: readonly (string | { after: string; send: string })[],
  options: FakeIoOptions & { argv?: readonly string[] } = {},
) {
  const typed = lines.map((line) => {
    if (typeof line !== 'string') return line
    return line.startsWith('\u0000') ? line.slice(1) : `${line}\r`
  })
  const io = new FakeIo({ stdoutTTY: true, stderrTTY: true, ...options, typed })
  const exitCode = await main(options.argv ?? [], io)
  return { io, exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

/** What each request said, as `role: words`. */
export const asked = (requests: readonly ChatCompletionRequest[]): string[][] =>
  requests.map(({ messages }) =>
    messages.map(({ role, content }) => `${role}: ${typeof content === 'string' ? content : JSON.stringify(content)}`),
  )


/** Answers in this order, one a request. */
export function answering(...answers: string[]): NonNullable<FakeIoOptions['answer']> {
  const left = [...answers]
  return () => says(left.shift() ?? 'nothing more')
}
