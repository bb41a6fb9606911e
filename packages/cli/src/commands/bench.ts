import type { ErrorResponse } from 'colloquy/protocol'
import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { namedModel, onlyModel } from '../ask/choose-model.ts'
import { chooseTarget, type Target } from '../ask/target.ts'
import { type BenchFigures, benchFigures } from '../bench/bench-figures.ts'
import { runBench } from '../bench/bench-run.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { describeFailure } from '../failure/failure.ts'
import { failureBody, reportFailure } from '../failure/report-failure.ts'
import { jsonText } from '../terminal/json-text.ts'
import { duration } from '../terminal/quantity.ts'
import { StatusLine } from '../terminal/status-line.ts'
import { writeTable } from '../terminal/write-table.ts'
import type { benchOptions } from './options.ts'

type Options = Parameters<CommandRun<typeof benchOptions>>[0]['options']

/** `colloquy bench URL…`: how fast endpoints answer the same question; `local` is the model of this machine. */
export const bench: CommandRun<typeof benchOptions> = async ({ words, options }, context) => {
  for (const [name, value] of Object.entries({ number: options.number, concurrency: options.concurrency })) {
    if (value !== undefined && value < 1)
      throw new UsageError(`--${name} is ${value}; it must be at least 1.`, { command: 'bench' })
  }
  const targets = words.map((endpoint) => ({ endpoint, target: benchTarget(endpoint, options, context) }))
  const rows: (BenchRow | FailedRow)[] = []
  let exitCode: ExitCode = 0
  for (const { endpoint, target } of targets) {
    try {
      const figures = await measure(endpoint, target, { options, context })
      rows.push({ endpoint, ...figures })
      if (figures.errors > 0) exitCode ||= 6
    } catch (error) {
      // One that is down must not cost the figures of the others.
      if (context.signal.aborted || targets.length === 1) throw error
      const failure = describeFailure(error)
      rows.push({ endpoint, ...failureBody(failure) })
      exitCode ||= failure.exitCode
      await reportFailure({ ...failure, message: `${endpoint}: ${failure.message}` }, context.stderr)
    }
  }
  const { stdout } = context
  if (options.json) await stdout.write(`${jsonText(rows, { indent: stdout.isTTY })}\n`)
  else {
    const head = ['ENDPOINT', 'MODEL', 'FIRST TOKEN', 'P95', 'BETWEEN', 'P95', 'TOKENS/S', 'TOGETHER', 'FAILED']
    await writeTable(stdout, head, rows.map(row))
  }
  return exitCode
}

interface BenchRow extends BenchFigures {
  readonly endpoint: string
  readonly model: string
}

interface FailedRow extends ErrorResponse {
  readonly endpoint: string
}

function benchTarget(endpoint: string, options: Options, { io }: CommandContext): Target {
  const { model } = options
  const place = endpoint === 'local' ? { local: true } : { 'base-url': endpoint, 'api-key-env': options['api-key-env'] }
  return chooseTarget({ model, ...place }, io.env, 'The endpoint')
}

async function measure(
  endpoint: string,
  target: Target,
  { options, context: { io, stderr, signal } }: { options: Options; context: CommandContext },
) {
  using status = new StatusLine(stderr, io.clock)
  status.show(`opening ${endpoint}`)
  const named = await namedModel(target, io)
  const concurrency = options.concurrency ?? 1
  await using backend = await io.openBackend({
    target: { ...target, model: named },
    env: io.env,
    parallel: concurrency,
    signal,
    onProgress: () => undefined,
  })
  const model = named ?? (await onlyModel(backend))
  const count = options.number ?? 10
  const request = {
    model,
    messages: [{ role: 'user' as const, content: options.prompt ?? 'Tell a long story about a ship and its crew.' }],
    max_completion_tokens: options['max-tokens'] ?? 64,
    stream: true,
    stream_options: { include_usage: true },
  }
  status.show(`warming up ${endpoint}`)
  const outcome = await runBench(
    backend,
    { request, count, concurrency },
    {
      clock: io.clock,
      signal,
      onAnswer: (done) => status.show(`${endpoint}: ${done} of ${count} answers`),
    },
  )
  return { model, ...benchFigures(outcome) }
}

function row(figures: BenchRow | FailedRow): string[] {
  if ('error' in figures) return [figures.endpoint, '', '', '', '', '', '', '', 'all']
  const { endpoint, model, firstToken, betweenTokens, tokensPerSecond, throughput, errors } = figures
  const time = (value: number): string =>
    Number.isNaN(value) ? '' : value < 10 ? `${value.toFixed(1)} ms` : duration(value)
  const rate = (value: number | undefined): string => value?.toFixed(1) ?? 'not counted'
  return [
    endpoint,
    model,
    time(firstToken.median),
    time(firstToken.p95),
    time(betweenTokens.median),
    time(betweenTokens.p95),
    rate(tokensPerSecond),
    rate(throughput),
    String(errors),
  ]
}
