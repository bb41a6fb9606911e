import type { OptionValues } from '../arguments/command-spec.ts'
import type { askOptions } from '../commands/options.ts'
import { MarkdownView } from '../render/markdown-view.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import {
  type AnswerOutput,
  type AnswerSink,
  codeSink,
  jsonLinesSink,
  jsonSink,
  markdownSink,
  textSink,
} from './answer-sink.ts'

/** The form of the answer that the flags ask for. Markdown is shown as such only to a person before a terminal. */
export function chooseSink(
  options: OptionValues<typeof askOptions>,
  stdout: OutputStream,
  output: AnswerOutput,
): AnswerSink {
  if (options.json) return jsonSink(output)
  if (options.jsonl) return jsonLinesSink(output)
  if (options.extract) return codeSink(output)
  const stream = options['no-stream'] !== true
  const isRendered = stdout.isInteractive && stdout.hasColour && stream && !options.raw && options.schema === undefined
  if (!isRendered) return textSink(output, { stream })
  const style = stdout.style.bind(stdout)
  return markdownSink(output, new MarkdownView({ columns: stdout.columns, style }))
}
