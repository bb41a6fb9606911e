/** Tells which command a command line means. */
import { closest } from './closest.ts'
import type { Command } from './command-spec.ts'
import { UsageError } from './usage-error.ts'

/**
 * The command named by the first word, with what follows it; without such a word, `ask` with everything. Nothing but
 * `--help` is `colloquy help`, the overview; `--help` beside other words is the full page of their command.
 *
 * Since any words may be a prompt, a misspelt command would be sent to the model. So a lone word, or a word before a
 * single name, is refused when it is one slip away from a command. `colloquy ask WORD` asks it all the same.
 */
export function findCommand(
  commands: readonly Command[],
  argv: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const asksForHelp = argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h')
  const first = asksForHelp ? 'help' : argv[0]
  const named = commands.find(({ name }) => name === first)
  if (named) return { command: named, rest: argv.slice(1) }
  refuseMisspelt(commands, argv)
  const [ask] = commands
  if (!ask) throw new TypeError('The command table is empty; its first row is the default.')
  return { command: ask, rest: argv }
}

function refuseMisspelt(commands: readonly Command[], argv: readonly string[]): void {
  const names = commands.map(({ name }) => name)
  const last = argv.at(-1)
  if (
    argv.length > 1 &&
    last !== undefined &&
    names.includes(last) &&
    argv.slice(0, -1).every((word) => word.startsWith('-'))
  ) {
    throw new UsageError(`The command comes first: colloquy ${last} ${argv.slice(0, -1).join(' ')}.`, { command: last })
  }
  const [first, ...others] = argv
  if (first === undefined || !/^[a-z][a-z-]*$/u.test(first)) return
  const words = others.filter((word) => !word.startsWith('-'))
  refuseRun(first, words)
  // "is it raining" is a question, though "is" is one letter from "ls"; "pul smollm2" is not.
  if (words.length > 1 || (words.length === 1 && first.length < 3)) return
  // "what" and "that" are one letter from "chat", and begin many a question.
  const confusable = names.filter((name) => name !== 'chat')
  const meant = otherNames[first] ?? closest(first, confusable, 1)
  if (meant === undefined) return
  throw new UsageError(`Unknown command "${first}".`, {
    advice: `Did you mean: colloquy ${[meant, ...others].join(' ')}? To ask it as a prompt: colloquy ask ${argv.join(' ')}.`,
  })
}

// `run MODEL [PROMPT]` of neighbouring tools; words are no model unless they look like one.
function refuseRun(first: string, [model = '', ...prompt]: readonly string[]): void {
  if (first !== 'run' || !/^[\w./\\-]+(?::[\w.-]+|\.gguf)$/u.test(model)) return
  throw new UsageError('Unknown command "run".', {
    advice: `Did you mean: colloquy -m ${[model, ...prompt.map((word) => `"${word}"`)].join(' ')}?`,
  })
}

// What neighbouring tools call the same thing.
const otherNames: Readonly<Record<string, string | undefined>> = {
  list: 'ls',
  remove: 'rm',
  delete: 'rm',
  download: 'pull',
  info: 'show',
}
