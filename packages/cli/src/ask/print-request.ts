import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { jsonText } from '../terminal/json-text.ts'
import { openToolbox } from '../tools/toolbox.ts'
import { buildRequest } from './build-request.ts'
import { namedModel, requireModel } from './choose-model.ts'
import { chooseSampling } from './choose-sampling.ts'
import type { Question } from './question.ts'

/** `--dry-run`: prints the request that would be sent, checked as if it were. */
export async function printRequest(question: Question, context: CommandContext): Promise<ExitCode> {
  const { io, stdout } = context
  const model = requireModel(await namedModel(question.target, io))
  // Nothing is going to run, so that nobody has to be asked.
  await using toolbox = await openToolbox({ ...question.options, approve: 'never' }, context)
  const request = buildRequest(question, model, await chooseSampling(question, io), toolbox.definitions)
  await stdout.write(`${jsonText(request, { indent: true })}\n`)
  return 0
}
