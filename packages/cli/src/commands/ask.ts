import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { Question } from '../ask/question.ts'
import { readPrompt } from '../ask/read-prompt.ts'
import { readRequestFields } from '../ask/request-field.ts'
import { chooseTarget, waitsFor } from '../ask/target.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { askOptions } from './options.ts'

/**
 * `colloquy "…"`: one question, one answer.
 *
 * Everything that needs only the command line comes first, then a sign of life, and only then the code that validates,
 * downloads and answers: loading it takes 100 ms of computing, which a person would take for a hang.
 */
export const ask: CommandRun<typeof askOptions> = async ({ words, options }, context) => {
  if (options.json && options.jsonl) {
    throw new UsageError('--json and --jsonl contradict each other.', { command: 'ask', advice: 'Keep one of them.' })
  }
  const target = chooseTarget(options, context.io.env)
  const extra = readRequestFields(options.option ?? [])
  const prompt = await readPrompt(words, context)
  const question = { prompt, target, options, extra }
  return options['dry-run']
    ? (await loadPrinter()).printRequest(question, context)
    : answerWithStatus(question, context)
}

async function answerWithStatus(question: Question, context: CommandContext): Promise<ExitCode> {
  using status = new StatusLine(context.stderr, context.io.clock)
  status.show(waitsFor(question.target))
  const { answerQuestion } = await loadAnswerer()
  // Awaited here, so that the status line stays until the answer is over.
  return await answerQuestion(question, { ...context, status })
}

// On their own, because TypeScript 6.0 leaves `.ts` in an `import()` that stands in a function with `using`.
const loadPrinter = () => import('../ask/print-request.ts')
const loadAnswerer = () => import('../ask/answer-question.ts')
