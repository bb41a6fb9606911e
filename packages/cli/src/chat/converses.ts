import type { OptionValues } from '../arguments/command-spec.ts'
import type { CommandContext } from '../command-context.ts'
import type { askOptions } from '../commands/ask-options.ts'

/** Whether a person sits on both sides, and wants no output that is made for programs. */
export function converses(options: OptionValues<typeof askOptions>, { io, stdout }: CommandContext): boolean {
  const wantsOutput = options.json || options.jsonl || options.extract || options['dry-run']
  return io.stdin.isTTY === true && stdout.isInteractive && !wantsOutput
}
