import type { OptionValues } from '../arguments/command-spec.ts'
import type { askOptions } from '../commands/ask-options.ts'
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
  { calls = false }: { readonly calls?: boolean } = {},
): AnswerSink {
  const sink = sinkOf(options, stdout, output)
  return calls && !options.jsonl ? withoutCalls(sink) : sink
}

// An answer that calls our own tools is not the final one. Its calls are shown on stderr instead.
function withoutCalls(sink: AnswerSink): AnswerSink {
  return {
    push: (chunk) => sink.push(chunk),
    stop: () => sink.stop(),
    async end(completion) {
      const isFinal = completion.choices.every(({ message }) => !message.tool_calls?.length)
      await (isFinal ? sink.end(completion) : sink.stop())
    },
  }
}

function sinkOf(options: OptionValues<typeof askOptions>, stdout: OutputStream, output: AnswerOutput): AnswerSink {
  if (options.json) return jsonSink(output)
  if (options.jsonl) return jsonLinesSink(output)
  if (options.extract) return codeSink(output)
  const stream = options['no-stream'] !== true
  const isRendered = stdout.isInteractive && stdout.hasColour && stream && !options.raw && options.schema === undefined
  if (!isRendered) return textSink(output, { stream })
  // The stream itself is the surface: it knows its width whenever it is asked.
  return markdownSink(output, new MarkdownView(stdout))
}
