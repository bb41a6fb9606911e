import type { OutputStream } from '../terminal/output-stream.ts'
import type { StatusLine } from '../terminal/status-line.ts'
import type { AnswerOutput } from './answer-sink.ts'

/** Stdout, before which the status line makes way. */
export function answerOutput(stdout: OutputStream, status: StatusLine): AnswerOutput {
  return {
    isTTY: stdout.isTTY,
    write(text) {
      if (text !== '') status.clear()
      return stdout.write(text)
    },
    writeForeign(text) {
      if (text !== '') status.clear()
      return stdout.writeForeign(text)
    },
  }
}
