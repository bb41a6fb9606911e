/** From a question to its answer: open the backend, stream, tell how it ended. */
import type { ChatCompletionChunk } from 'colloquy/protocol'
import type { Conversation } from '../chat/conversation.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { openingProgress } from '../terminal/opening-progress.ts'
import { paintNote } from '../terminal/paint-note.ts'
import type { StatusLine } from '../terminal/status-line.ts'
import { openToolbox } from '../tools/toolbox.ts'
import { AnswerMeter } from './answer-meter.ts'
import { answerOutput } from './answer-output.ts'
import { AnswerRecord } from './answer-record.ts'
import { buildRequest } from './build-request.ts'
import { namedModel, onlyModel } from './choose-model.ts'
import { chooseSampling } from './choose-sampling.ts'
import { chooseSink } from './choose-sink.ts'
import { contextSize } from './context-share.ts'
import { misspeltField } from './misspelt-field.ts'
import { leftOut } from './left-out.ts'
import type { Question } from './question.ts'
import { waitsFor } from './target.ts'
import { judgeAnswer, writeAnswer } from './write-answer.ts'

/** The context of a command whose status line is drawn already. */
export interface AnswerContext extends CommandContext {
  /** Makes way for the answer. */
  readonly status: StatusLine
  /** What the question and its answer are added to. */
  readonly conversation: Conversation
}

/** Writes the answer and gives the exit code it deserves. */
export async function answerQuestion(question: Question, context: AnswerContext): Promise<ExitCode> {
  const { target, options } = question
  const { io, stdout, stderr, signal, status } = context
  const named = await namedModel(target, io)
  const sampling = await chooseSampling(question, io)
  // Where the model is known already, faults of the request show before anything is loaded.
  await using toolbox = await openToolbox(options, context)
  const build = (model: string) => buildRequest(question, model, sampling, toolbox.definitions)
  const slip = target.kind === 'endpoint' ? misspeltField(question.extra) : undefined
  if (slip !== undefined) paintNote(stderr, slip)
  const early = named === undefined ? undefined : build(named)

  using report = new DownloadReport({ status, stderr, clock: io.clock })
  await using backend = await io.openBackend({
    target: { ...target, model: named },
    env: io.env,
    parallel: Math.min(early?.n ?? 1, 4),
    signal,
    onProgress: openingProgress(status, report),
  })
  const request = early ?? build(await onlyModel(backend))

  status.show(target.kind === 'local' ? 'reading the prompt' : waitsFor(target))
  const meter = new AnswerMeter(io.clock)
  if (options.stats) void contextSize(backend, request.model).then((size) => meter.knowContext(size))
  const record = new AnswerRecord(question, context.conversation)
  const watch = (chunk: ChatCompletionChunk): void => {
    meter.push(chunk)
    record.watch(chunk)
    if (meter.isReasoning && !options.jsonl) status.show('reasoning')
  }
  try {
    const completion = await toolbox.run(request, {
      signal,
      onOutcome: (message) => record.add(message),
      async complete(asked) {
        const sink = chooseSink(options, stdout, answerOutput(stdout, status), { calls: toolbox.names.length > 0 })
        const answer = await writeAnswer(backend.complete(asked, { signal }), sink, watch, record.begin())
        status.clear()
        record.finish(answer)
        return answer
      },
    })
    record.settle('the turns were used up')
    const strict = options.strict === true || options.schema !== undefined
    const { exitCode, remark } = judgeAnswer(completion, { strict })
    const isRead = options.json !== true && options.jsonl !== true
    for (const line of [leftOut(completion), remark]) if (line !== undefined && isRead) paintNote(stderr, line)
    return exitCode
  } catch (error) {
    record.stop(signal.aborted ? 'stopped' : 'failed')
    throw error
  } finally {
    status.clear()
    if (options.stats) paintNote(stderr, meter.toString())
  }
}
