import { readFile } from 'node:fs/promises'
import { type ChatBackend, collect } from 'colloquy'
import type { ChatCompletion, ChatCompletionRequest } from 'colloquy/protocol'
import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { readInput } from '../ask/read-input.ts'
import { chooseTarget, type Target } from '../ask/target.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { describeFailure } from '../failure/failure.ts'
import { failureBody, reportFailure } from '../failure/report-failure.ts'
import { answerText, textDifference } from '../replay/answer-difference.ts'
import { readRequests, type RecordedRequest } from '../replay/read-requests.ts'
import { jsonText } from '../terminal/json-text.ts'
import { openingProgress } from '../terminal/opening-progress.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { replayOptions } from './options.ts'

/** `colloquy replay FILE`: asks what was asked before, of whom the flags name. */
export const replay: CommandRun<typeof replayOptions> = async ({ words: [file = ''], options }, context) => {
  const { io, stderr, signal } = context
  const recorded = readRequests(file === '-' ? await readInput(context) : await readFile(file, 'utf8'), file)
  const unanswered = recorded.findIndex(({ completion }) => completion === undefined)
  if (options.diff && unanswered >= 0) {
    throw new UsageError(`Request ${unanswered + 1} of ${file} has no answer to compare with.`, {
      command: 'replay',
      advice: `Record answers first: colloquy replay ${file} > answered.jsonl.`,
    })
  }
  const models = [...new Set(recorded.map(({ request }) => options.model ?? request.model))]
  const target = targetOf(models, chooseTarget({ ...options, model: models[0] }, io.env))
  using status = new StatusLine(stderr, io.clock)
  using report = new DownloadReport({ status, stderr, clock: io.clock })
  await using backend = await io.openBackend({
    target,
    env: io.env,
    parallel: 1,
    signal,
    onProgress: openingProgress(status, report),
  })
  let exitCode: ExitCode = 0
  for (const [at, one] of recorded.entries()) {
    status.show(`asking ${at + 1} of ${recorded.length}`)
    const request = { ...one.request, ...(options.model === undefined ? {} : { model: options.model }) }
    const outcome = await askAgain(backend, request, context)
    status.clear()
    const code = await tell({ ...one, request }, outcome, { number: at + 1, options, context })
    exitCode ||= code
  }
  return exitCode
}

// An endpoint knows its models; this machine is told which are going to be named.
function targetOf([, ...otherModels]: readonly string[], target: Target): Target {
  return target.kind === 'local' && otherModels.length > 0 ? { ...target, engine: { otherModels } } : target
}

type Outcome = { readonly completion: ChatCompletion } | { readonly error: unknown }

interface Telling {
  readonly number: number
  readonly options: CommandArguments<typeof replayOptions>['options']
  readonly context: CommandContext
}

async function askAgain(
  backend: ChatBackend,
  request: ChatCompletionRequest,
  { signal }: CommandContext,
): Promise<Outcome> {
  try {
    return { completion: await collect(backend.complete(request, { signal })) }
  } catch (error) {
    signal.throwIfAborted()
    return { error }
  }
}

// One request that fails costs the others nothing.
async function tell(
  { request, completion: before }: RecordedRequest,
  outcome: Outcome,
  { number, options, context: { stdout, stderr } }: Telling,
): Promise<ExitCode> {
  if ('error' in outcome) {
    const failure = describeFailure(outcome.error)
    await reportFailure({ ...failure, message: `Request ${number}: ${failure.message}` }, stderr)
    if (!options.diff) await stdout.write(`${jsonText({ request, ...failureBody(failure) })}\n`)
    return failure.exitCode
  }
  const { completion } = outcome
  if (!options.diff || before === undefined) {
    await stdout.write(`${jsonText({ request, completion })}\n`)
    return 0
  }
  const lines = textDifference(answerText(before), answerText(completion))
  await stdout.writeForeign(`${number} ${lines.length === 0 ? 'the same' : 'differs'}\n`)
  for (const line of lines) await stdout.writeForeign(`  ${line}\n`)
  return lines.length === 0 ? 0 : 1
}
