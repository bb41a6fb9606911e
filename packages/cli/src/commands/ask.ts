import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { withEngineSettings } from '../ask/engine-settings.ts'
import type { Question } from '../ask/question.ts'
import { readPrompt } from '../ask/read-prompt.ts'
import { readRequestFields } from '../ask/request-field.ts'
import { chooseTarget, type Target, waitsFor } from '../ask/target.ts'
import { userMessage } from '../ask/user-message.ts'
import type { CommandContext } from '../command-context.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import type { Template } from '../templates/template.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { askOptions } from './ask-options.ts'

/**
 * `colloquy "…"`: one question, one answer. Without a question, at a terminal: a conversation.
 *
 * Everything that needs only the command line comes first, then a sign of life, and only then the code that validates,
 * downloads and answers: loading it takes 100 ms of computing, which a person would take for a hang.
 */
export const ask: CommandRun<typeof askOptions> = async ({ words, options: given }, context) => {
  refuseContradictions(given)
  const { readTemplate, fillTemplate } = await import('../templates/template.ts')
  const template = given.template === undefined ? undefined : await readTemplate(given.template, context.io.env)
  if (!template && given.param) {
    throw new UsageError('-p fills a template, but none is named.', { command: 'ask', advice: 'Name one with -t.' })
  }
  const { applyConfig } = await import('../config/apply-config.ts')
  const options = await applyConfig(template ? { ...given, ...headOf(template, given) } : given, context.io.env)
  const target = await withEngineSettings(chooseTarget(options, context.io.env), options)
  const extra = await readFields(options)
  if (isConversation(words, options, context)) {
    const { chat } = await import('../chat/chat.ts')
    return chat({ target, options, fields: extra }, context)
  }
  const input = await readPrompt(words, context, { optional: template !== undefined })
  const prompt = template ? fillTemplate(template, options.param ?? [], input) : input
  return answerWithStatus({ prompt, target, options, extra }, context)
}

type AskOptions = CommandArguments<typeof askOptions>['options']

interface Asked {
  readonly prompt: string
  readonly target: Target
  readonly options: AskOptions
  readonly extra: Readonly<Record<string, unknown>>
}

function refuseContradictions(options: AskOptions): void {
  const formats = (['json', 'jsonl', 'extract'] as const).filter((name) => options[name])
  const [first, second] = formats
  if (first !== undefined && second !== undefined) {
    throw new UsageError(`--${first} and --${second} contradict each other.`, {
      command: 'ask',
      advice: 'Keep one of them.',
    })
  }
}

// What the head of a template sets, a flag overrules.
function headOf({ system, model, schema }: Template, given: AskOptions): Partial<AskOptions> {
  return { system: given.system ?? system, model: given.model ?? model, schema: given.schema ?? schema }
}

async function readFields({ option, schema }: AskOptions): Promise<Record<string, unknown>> {
  const fields = readRequestFields(option ?? [])
  if (schema === undefined) return fields
  const { readSchema } = await import('../schema/read-schema.ts')
  return { response_format: await readSchema(schema), ...fields }
}

// Only where a person sits on both sides: a script that forgot the prompt is told so.
function isConversation(words: readonly string[], options: AskOptions, { io, stdout }: CommandContext): boolean {
  const wantsOutput = options.json || options.jsonl || options.extract || options['dry-run']
  return (
    words.length === 0 &&
    options.template === undefined &&
    io.stdin.isTTY === true &&
    stdout.isInteractive &&
    !wantsOutput
  )
}

async function answerWithStatus(asked: Asked, context: CommandContext): Promise<ExitCode> {
  using status = new StatusLine(context.stderr, context.io.clock)
  if (!asked.options['dry-run']) status.show(waitsFor(asked.target))
  const { openConversation } = await loadConversations()
  const { conversation } = await openConversation(asked.options, context)
  try {
    const message = userMessage(
      asked.prompt,
      await (await loadAttachments()).readAttachments(asked.options, context.signal),
    )
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
