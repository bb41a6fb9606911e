import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import type { Question } from '../ask/question.ts'
import { readPrompt } from '../ask/read-prompt.ts'
import { type Target, waitsFor } from '../ask/target.ts'
import { userMessage } from '../ask/user-message.ts'
import { attachesInput } from '../attachments/attaches-input.ts'
import { converses } from '../chat/converses.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import type { Template } from '../ask/template.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { askOptions } from './ask-options.ts'

/**
 * `colloquy "…"`: one question, one answer. Without a question, at a terminal: a conversation.
 *
 * Everything that needs only the command line comes first, then a sign of life, and only then the code that validates,
 * downloads and answers: loading it takes 100 ms of computing, which a person would take for a hang.
 */
export const ask: CommandRun<typeof askOptions> = async ({ words, options: given }, context) => {
  const { prepareAsking } = await import('../ask/prepare-asking.ts')
  const { template, target, options, fields } = await prepareAsking(given, context.io.env)
  // A script that forgot the prompt is told so.
  if (words.length === 0 && template === undefined && converses(options, context)) {
    const { chat } = await import('../chat/chat.ts')
    return chat({ target, options, fields }, context)
  }
  const attached = attachesInput(options)
  const input = await readPrompt(words, context, { optional: template !== undefined, attached })
  const prompt = template ? await filled(template, options, input) : input
  return answerWithStatus({ prompt, target, options, extra: fields }, context)
}

type AskOptions = CommandArguments<typeof askOptions>['options']

interface Asked {
  readonly prompt: string
  readonly target: Target
  readonly options: AskOptions
  readonly extra: Readonly<Record<string, unknown>>
}

async function filled(template: Template, { param }: AskOptions, input: string): Promise<string> {
  const { fillTemplate } = await import('../ask/template.ts')
  return fillTemplate(template, param ?? [], input)
}

async function answerWithStatus(asked: Asked, context: CommandContext): Promise<ExitCode> {
  using status = new StatusLine(context.stderr, context.io.clock)
  if (!asked.options['dry-run']) status.show(waitsFor(asked.target))
  const { openConversation } = await loadConversations()
  const { conversation } = await openConversation(asked.options, context)
  try {
    const message = userMessage(asked.prompt, await (await loadAttachments()).readAttachments(asked.options, context))
    const { target, options, extra } = asked
    const question: Question = { messages: [...conversation.messages, message], target, options, extra }
    if (options['dry-run']) return await (await loadPrinter()).printRequest(question, context)
    const { answerQuestion } = await loadAnswerer()
    // Awaited here, so that the status line stays until the answer is over.
    return await answerQuestion(question, { ...context, status, conversation })
  } finally {
    conversation.store.close()
  }
}

// On their own, because TypeScript 6.0 leaves `.ts` in an `import()` that stands in a function with `using`.
const loadConversations = () => import('../sessions/open-conversation.ts')
const loadAttachments = () => import('../attachments/read-attachment.ts')
const loadPrinter = () => import('../ask/print-request.ts')
const loadAnswerer = () => import('../ask/answer-question.ts')
