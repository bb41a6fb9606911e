/** Finds the command, runs it, and turns whatever happens into output and an exit code. */
import { findCommand } from './arguments/find-command.ts'
import type { CliIo } from './cli-io.ts'
import { commands } from './commands/table.ts'
import type { ExitCode } from './failure/exit-codes.ts'
import { Interrupts } from './interrupts.ts'
import { OutputClosed, OutputStream } from './terminal/output-stream.ts'

/** See `main`, which answers `--version` itself and leaves everything else to this. */
export async function runCommandLine(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const stdout = new OutputStream(io.stdout, io.env)
  const stderr = new OutputStream(io.stderr, io.env)
  using interrupts = new Interrupts(io)
  const signal = AbortSignal.any([interrupts.signal, stdout.closed])
  let exitCode: ExitCode
  let endedBySignal = false
  try {
    const { command, rest } = findCommand(commands, argv)
    exitCode = await command.run(rest, { io, stdout, stderr, signal })
    endedBySignal = interrupts.interrupted !== undefined && command.endsBySignal === true
    // Who read the first lines of a server may have gone since.
    if (!endedBySignal) {
      await stdout.flush()
      // A write may fail after the call that made it: the last words of an answer on a full disk.
      stdout.closed.throwIfAborted()
    }
  } catch (error) {
    // What fails after an abort fails because of it, so the abort's own reason is the one to tell.
    const reason: unknown = signal.aborted ? signal.reason : error
    exitCode = reason instanceof OutputClosed ? 0 : await tell(reason, { argv, stdout, stderr })
    if (io.env['COLLOQUY_DEBUG'] && reason instanceof Error) stderr.paint(`${reason.stack ?? ''}\n`)
  }
  await stdout.flush()
  await stderr.flush()
  return endedBySignal ? exitCode : (interrupts.interrupted?.exitCode ?? exitCode)
}

// What tells failures is loaded where there is one: `--help` and a good answer do without.
async function tell(
  reason: unknown,
  { argv, stdout, stderr }: { argv: readonly string[]; stdout: OutputStream; stderr: OutputStream },
): Promise<ExitCode> {
  const [{ describeFailure }, { failureBody, reportFailure }, { jsonText }] = await Promise.all([
    import('./failure/failure.ts'),
    import('./failure/report-failure.ts'),
    import('./terminal/json-text.ts'),
  ])
  const failure = describeFailure(reason)
  const { exitCode } = failure
  try {
    if (wantsJson(argv) && !stdout.closed.aborted) await stdout.write(`${jsonText(failureBody(failure))}\n`)
    // Who pressed Ctrl-C knows what happened.
    else if (exitCode !== 130 && exitCode !== 143) await reportFailure(failure, stderr)
  } catch {
    // Neither stream takes anything any more: the exit code is all that is left to tell.
  }
  return exitCode
}

// Asked of the words themselves, because the error may be that they cannot be parsed.
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--json' || word === '--jsonl')
}
