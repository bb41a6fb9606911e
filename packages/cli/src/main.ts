/** The command line, from its words to its exit code. */
import type { CliIo } from './cli-io.ts'
import type { ExitCode } from './failure/exit-codes.ts'

/**
 * Runs `colloquy ...argv` and resolves with its exit code once everything written has been handed over. Never rejects.
 *
 * @param argv The words after `colloquy`.
 * @param io What it may touch; `processIo()` for the real world.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  // Asked by scripts at every start: costs a bare Node and one small file, so nothing else is loaded before it.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    const { packageVersion } = await import('./package-version.ts')
    io.stdout.write(`${packageVersion()}\n`)
    return 0
  }
  const { runCommandLine } = await import('./run-command-line.ts')
  return runCommandLine(argv, io)
}
