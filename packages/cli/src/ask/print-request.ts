import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { jsonText } from '../terminal/json-text.ts'
import { buildRequest } from './build-request.ts'
import { namedModel, requireModel } from './choose-model.ts'
import type { Question } from './question.ts'

/** `--dry-run`: prints the request that would be sent, checked as if it were. */
export async function printRequest(question: Question, { io, stdout }: CommandContext): Promise<ExitCode> {
  const request = buildRequest(question, requireModel(await namedModel(question.target, io)))
  await stdout.write(`${jsonText(request, { indent: true })}\n`)
  return 0
}
