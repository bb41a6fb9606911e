/** From a question to its answer: open the backend, stream, tell how it ended. */
import type { ChatCompletionChunk } from 'colloquy/protocol'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import type { StatusLine } from '../terminal/status-line.ts'
import { AnswerMeter } from './answer-meter.ts'
import { type AnswerOutput, type AnswerSink, jsonLinesSink, jsonSink, textSink } from './answer-sink.ts'
import { buildRequest } from './build-request.ts'
import { namedModel, onlyModel } from './choose-model.ts'
import { chooseSampling } from './choose-sampling.ts'
import type { Question } from './question.ts'
import { waitsFor } from './target.ts'
import { judgeAnswer, writeAnswer } from './write-answer.ts'

/** The context of a command whose status line is drawn already. */
export interface AnswerContext extends CommandContext {
  /** Makes way for the answer. */
  readonly status: StatusLine
}

/** Writes the answer and gives the exit code it deserves. */
export async function answerQuestion(question: Question, context: AnswerContext): Promise<ExitCode> {
  const { target, options } = question
  const { io, stdout, stderr, signal, status } = context
  const named = await namedModel(target, io)
  const sampling = await chooseSampling(question, io)
  // Where the model is known already, faults of the request show before anything is loaded.
  const early = named === undefined ? undefined : buildRequest(question, named, sampling)

  using report = new DownloadReport({ status, stderr, clock: io.clock })
  await using backend = await io.openBackend({
    target: { ...target, model: named },
    env: io.env,
    parallel: Math.min(early?.n ?? 1, 4),
    signal,
    onProgress(event) {
      if (event.type === 'plan') status.show(`loading ${event.model}`)
      else if (event.type === 'load') status.show(`loading ${event.model}: ${Math.round(event.fraction * 100)} %`)
      else report.push(event)
    },
  })
  const request = early ?? buildRequest(question, await onlyModel(backend), sampling)

  status.show(target.kind === 'local' ? 'reading the prompt' : waitsFor(target))
  const meter = new AnswerMeter(io.clock)
  const sink = chooseSink(options, answerOutput(stdout, status))
  const watch = (chunk: ChatCompletionChunk): void => {
    meter.push(chunk)
    if (meter.isThinking && !options.jsonl) status.show('thinking')
  }
  try {
    const completion = await writeAnswer(backend.complete(request, { signal }), sink, watch)
    const { exitCode, remark } = judgeAnswer(completion, { strict: options.strict === true })
    const isRead = options.json !== true && options.jsonl !== true
    if (remark !== undefined && isRead) await stderr.write(`${stderr.style('dim', remark)}\n`)
    return exitCode
  } finally {
    status.clear()
    if (options.stats) await stderr.write(`${stderr.style('dim', meter.toString())}\n`)
  }
}

// Stdout, before which the status line makes way.
function answerOutput(stdout: CommandContext['stdout'], status: StatusLine): AnswerOutput {
  return {
    isTTY: stdout.isTTY,
    write(text) {
      status.clear()
      return stdout.write(text)
    },
    writeForeign(text) {
      status.clear()
      return stdout.writeForeign(text)
    },
  }
}

function chooseSink(options: Question['options'], output: AnswerOutput): AnswerSink {
  if (options.json) return jsonSink(output)
  if (options.jsonl) return jsonLinesSink(output)
  return textSink(output, { stream: options['no-stream'] !== true })
}
