import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { readPrompt } from '../ask/read-prompt.ts'
import { readRequestFields } from '../ask/request-field.ts'
import { chooseTarget, waitsFor } from '../ask/target.ts'
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
  if (options['dry-run']) {
    const { printRequest } = await import('../ask/print-request.ts')
    return printRequest(question, context)
  }
  using status = new StatusLine(context.stderr, context.io.clock)
  status.show(waitsFor(target))
  const { answerQuestion } = await import('../ask/answer-question.ts')
  // Awaited here, so that the status line stays until the answer is over.
  return await answerQuestion(question, { ...context, status })
}
