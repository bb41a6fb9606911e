/** `colloquy` without a prompt: a conversation at the terminal. */
import type { ChatCompletionRequestAssistantMessage } from 'colloquy/protocol'
import type { OptionValues } from '../arguments/command-spec.ts'
import type { Target } from '../ask/target.ts'
import { namedModel } from '../ask/choose-model.ts'
import { readAttachments } from '../attachments/read-attachment.ts'
import { userMessage } from '../ask/user-message.ts'
import type { HistoryFile } from '../cli-io.ts'
import type { CommandContext } from '../command-context.ts'
import type { askOptions } from '../commands/ask-options.ts'
import { InputHistory } from '../editor/input-history.ts'
import { Keyboard } from '../editor/keyboard.ts'
import { readMessage } from '../editor/read-message.ts'
import type { ExitCode } from '../failure/exit-codes.ts'
import { databasePath } from '../sessions/database-path.ts'
import { openConversation } from '../sessions/open-conversation.ts'
import { homePath } from '../terminal/home-path.ts'
import { openToolbox } from '../tools/toolbox.ts'
import { BackendHolder } from './backend-holder.ts'
import type { ChatState, SlashOutcome } from './chat-state.ts'
import { completeInput } from './complete-input.ts'
import { askedLines, lastLines } from './last-lines.ts'
import { runSlashCommand } from './run-slash-command.ts'
import { say } from './say.ts'
import { takeBackRefused } from './take-back-refused.ts'
import { reportProblem, takeTurn } from './take-turn.ts'

/** What the command line sets before the first message. */
export interface ChatStart {
  readonly target: Target
  readonly options: OptionValues<typeof askOptions>
  readonly fields: Readonly<Record<string, unknown>>
  /** A message to begin with; default: the person has the word. */
  readonly first?: string | undefined
}

/** Converses until /exit, Ctrl-D, or Ctrl-C twice at an empty line. */
export async function chat({ first, ...start }: ChatStart, context: CommandContext): Promise<ExitCode> {
  const { io, signal } = context
  const { conversation, kept } = await openConversation(start.options, context)
  const typed = start.options['no-history'] ? undefined : await io.openInputHistory()
  const history = new InputHistory(typed?.load() ?? [])
  using keyboard = new Keyboard(io.stdin, io.clock)
  await using backend = new BackendHolder(context)
  await using toolbox = await openToolbox(start.options, context, keyboard)
  const onAbort = (): void => keyboard[Symbol.dispose]()
  signal.addEventListener('abort', onAbort)
  const state: ChatState = {
    ...start,
    context,
    conversation,
    kept,
    keyboard,
    backend,
    toolbox,
    engine: start.target.kind === 'local' ? start.target.engine : undefined,
    attachments: await readAttachments(start.options, context),
    models: [],
    statistics: undefined,
  }
  await greet(state)
  void loadModelNames(state)
  try {
    const begun = first === undefined ? '' : await begin(state, first)
    await converse(state, begun, { history, typed })
  } finally {
    signal.removeEventListener('abort', onAbort)
    conversation.store.close()
  }
  signal.throwIfAborted()
  return 0
}

// Shown as if it had been typed; never a command. Gives what is to be written anew where it was refused.
async function begin(state: ChatState, first: string): Promise<string> {
  const { stdout } = state.context
  await stdout.write(askedLines(first, stdout))
  const outcome = await act(state, first.startsWith('/') ? `/${first}` : first)
  return outcome?.type === 'write' ? outcome.text : ''
}

async function converse(
  state: ChatState,
  begun: string,
  { history, typed }: { readonly history: InputHistory; readonly typed: HistoryFile | undefined },
): Promise<void> {
  const { context, keyboard } = state
  let text = begun
  let warned = false
  for (;;) {
    const complete = (line: string, cursor: number) => completeInput(line, cursor, state)
    const read = await readMessage({ context, keyboard, history, text, complete })
    text = ''
    if (read.type === 'end') return
    if (read.type === 'interrupt') {
      if (warned) return
      warned = true
      say(state, 'Ctrl-C once more, Ctrl-D or /exit leaves.')
      continue
    }
    warned = false
    const message = read.text.trim()
    if (message === '') continue
    if (history.add(read.text)) typed?.add(read.text)
    const answers = state.statistics
    const outcome = await act(state, message)
    if (outcome?.type === 'exit') return
    // What was said and what is said next are set apart; commands stand close.
    if (state.statistics !== answers) context.stdout.paint('\n')
    if (outcome?.type === 'write') text = outcome.text
    context.signal.throwIfAborted()
  }
}

// A command that fails says so; the conversation goes on.
async function act(state: ChatState, message: string): Promise<SlashOutcome> {
  const isCommand = message.startsWith('/') && !message.startsWith('//')
  let begun: ChatCompletionRequestAssistantMessage | undefined
  try {
    if (isCommand) {
      const outcome = await runSlashCommand(message, state)
      if (outcome?.type === 'more') begun = state.conversation.lastAnswer
      else if (outcome?.type !== 'answer') return outcome
    } else {
      state.conversation.add(userMessage(message.startsWith('//') ? message.slice(1) : message, state.attachments))
      state.attachments = []
    }
    await takeTurn(state, begun)
  } catch (error) {
    if (state.context.signal.aborted) throw error
    const failure = await reportProblem(error, state)
    if (!isCommand && takeBackRefused(state.conversation, failure)) {
      say(state, 'The message is not in the conversation. Change it, and attach the files again.')
      return { type: 'write', text: message }
    }
  }
  return undefined
}

async function greet(state: ChatState): Promise<void> {
  const { context, conversation, kept, target } = state
  const who = (await namedModel(target, context.io)) ?? 'the endpoint’s model'
  const where = target.kind === 'endpoint' ? ` at ${new URL(target.baseURL).host}` : ''
  const place = kept ? `saved in ${homePath(databasePath(context.io.env), context.io.env)}` : 'not saved'
  say(state, `${who}${where} · ${place} · /help`)
  context.stdout.paint(lastLines(conversation.entries, context.stdout))
}

// In the background: Tab completes model names once they are known.
async function loadModelNames(state: ChatState): Promise<void> {
  try {
    const { listModels, catalog } = await state.context.io.loadModels()
    const local = await listModels({ env: state.context.io.env })
    state.models = [...new Set([...local.map(({ reference }) => reference), ...catalog.map(({ name }) => name)])]
  } catch {
    // Without the names Tab completes nothing; everything else works.
  }
}
