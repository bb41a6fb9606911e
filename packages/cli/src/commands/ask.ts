import type { CommandRun, OptionValues } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { AnswerMeter } from '../ask/answer-meter.ts'
import { type AnswerOutput, type AnswerSink, jsonLinesSink, jsonSink, textSink } from '../ask/answer-sink.ts'
import { buildRequest, requestFields } from '../ask/build-request.ts'
import { namedModel, onlyModel, requireModel } from '../ask/choose-model.ts'
import { readPrompt } from '../ask/read-prompt.ts'
import { chooseTarget } from '../ask/target.ts'
import { judgeAnswer, writeAnswer } from '../ask/write-answer.ts'
import { jsonText } from '../terminal/json-text.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { askOptions } from './options.ts'

/** `colloquy "…"`: one question, one answer. */
export const ask: CommandRun<typeof askOptions> = async ({ words, options }, context) => {
  const { io, stdout, stderr, signal } = context
  const machine = options.json === true || options.jsonl === true
  if (options.json && options.jsonl) {
    throw new UsageError('--json and --jsonl contradict each other.', { command: 'ask', advice: 'Keep one of them.' })
  }
  const target = chooseTarget(options, io.env)
  const prompt = await readPrompt(words, context)
  const fields = requestFields(prompt, options)
  const named = await namedModel(target, io)
  // Where the model is known already, faults of the request show before anything is loaded.
  const early = named === undefined ? undefined : buildRequest(target.kind, named, fields)
  if (options['dry-run']) {
    await stdout.write(`${jsonText(early ?? requireModel(), { indent: true })}\n`)
    return 0
  }

  using status = new StatusLine(stderr, io.clock)
  const waiting = target.kind === 'endpoint' ? `waiting for ${new URL(target.baseURL).host}` : undefined
  status.show(waiting ?? `loading ${named}`)
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
  const request = early ?? buildRequest(target.kind, await onlyModel(backend), fields)

  status.show(waiting ?? 'reading the prompt')
  const meter = new AnswerMeter(io.clock)
  const output: AnswerOutput = {
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
  try {
    const completion = await writeAnswer(backend.complete(request, { signal }), chooseSink(options, output), meter)
    const { exitCode, remark } = judgeAnswer(completion, { strict: options.strict === true })
    if (remark !== undefined && !machine) await stderr.write(`${stderr.style('dim', remark)}\n`)
    return exitCode
  } finally {
    status.clear()
    if (options.stats) await stderr.write(`${stderr.style('dim', meter.toString())}\n`)
  }
}

function chooseSink(options: OptionValues<typeof askOptions>, output: AnswerOutput): AnswerSink {
  if (options.json) return jsonSink(output)
  if (options.jsonl) return jsonLinesSink(output)
  return textSink(output, { stream: options['no-stream'] !== true })
}
