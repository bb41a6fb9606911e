/** The commands that work on the conversation itself. */
import { writeFile } from 'node:fs/promises'
import { shellWord } from '@colloquy/code'
import { UsageError } from '../arguments/usage-error.ts'
import { partsOf, shortMessage } from '../ask/user-message.ts'
import { codeBlocks } from '../render/code-blocks.ts'
import { exportConversation } from '../sessions/export-conversation.ts'
import { messageText } from '../sessions/message-text.ts'
import { sessionTitle } from '../sessions/session-name.ts'
import { count } from '../terminal/quantity.ts'
import { printable, printableLine } from '../terminal/printable.ts'
import { Conversation } from './conversation.ts'
import { say } from './say.ts'
import { showCode } from './show-code.ts'
import type { SlashCommand } from './slash-command.ts'
import { typedPath } from './typed-path.ts'
import { withNextMessage } from './with-next-message.ts'

export const conversationCommands: readonly SlashCommand[] = [
  {
    name: 'retry',
    usage: '/retry',
    help: 'Answer the last question again. The old answer stays saved.',
    async run(_, state) {
      if (!state.conversation.rewind()) throw nothing('There is no question to answer again.')
      return { type: 'answer' }
    },
  },
  {
    name: 'continue',
    usage: '/continue',
    help: 'Continue the last answer from where it stopped.',
    async run(_, state) {
      if (!state.conversation.lastAnswer) throw nothing('There is no answer to continue.')
      return { type: 'more' }
    },
  },
  {
    name: 'edit',
    usage: '/edit',
    help: 'Edit the last question and ask it again.',
    async run(_, state) {
      const question = state.conversation.undo()
      if (!question) throw nothing('There is no question to change.')
      const { text, attachments } = partsOf(question)
      state.attachments = attachments
      if (attachments.length > 0) say(state, withNextMessage(attachments))
      return { type: 'write', text }
    },
  },
  {
    name: 'undo',
    usage: '/undo',
    help: 'Take back the last question and its answer.',
    async run(_, state) {
      const question = state.conversation.undo()
      if (!question) throw nothing('There is nothing to take back.')
      say(state, `Taken back: ${sessionTitle(printable(shortMessage(question)))}`)
      return undefined
    },
  },
  {
    name: 'branch',
    usage: '/branch [NAME]',
    help: 'Continue in a copy; this conversation stays as it is.',
    async run(text, state) {
      const name = unquoted(text)
      const copy = state.conversation.branch(name === '' ? undefined : name)
      if (!copy) throw nothing('There is nothing to branch from yet.')
      say(state, `Now in ${copy.id}, ${printableLine(copy.name)}.`)
      return undefined
    },
  },
  {
    name: 'save',
    usage: '/save NAME',
    help: 'Name the conversation, so that you can find it again.',
    async run(text, state) {
      const name = unquoted(text)
      if (name === '') throw nothing('/save needs a name.')
      state.conversation.rename(name)
      say(
        state,
        state.kept ? `Saved as ${name}: colloquy --session ${shellWord(name)}` : 'Named, but not saved (--no-log).',
      )
      return undefined
    },
  },
  {
    name: 'export',
    usage: '/export FILE',
    help: 'Write it to a file: Markdown, or JSON Lines if the name ends in .jsonl.',
    async run(name, state) {
      if (name === '') throw nothing('/export needs a file name.')
      const path = typedPath(name)
      const format = path.endsWith('.jsonl') ? 'jsonl' : 'markdown'
      // 'wx': a slip of the finger must not overwrite a file.
      await writeFile(path, exportConversation(state.conversation, format), { flag: 'wx' })
      say(state, `Written to ${path}.`)
      return undefined
    },
  },
  {
    name: 'copy',
    usage: '/copy [code]',
    help: 'Copy the last answer, or its last code block, to the clipboard.',
    async run(what, state) {
      const answer = state.conversation.entries.findLast(({ message }) => message.role === 'assistant')
      if (!answer) throw nothing('There is no answer to copy.')
      const text = messageText(answer.message).trimEnd()
      const copied = what === 'code' ? codeBlocks(text).at(-1) : text
      if (copied === undefined) throw nothing('The last answer has no code block.')
      // OSC 52: the terminal itself owns the clipboard, so this works over ssh and needs no other program.
      state.context.stdout.paint(`\u001b]52;c;${Buffer.from(copied).toString('base64')}\u0007`)
      say(state, `${copied.length} characters handed to the terminal's clipboard.`)
      return undefined
    },
  },
  {
    name: 'reasoning',
    also: 'thoughts',
    usage: '/reasoning',
    help: 'Show the reasoning before the last answer.',
    async run(_, state) {
      const answer = state.conversation.entries.findLast(({ message }) => message.role === 'assistant')?.message
      const reasoning = answer?.role === 'assistant' ? (answer.reasoning_content ?? answer.reasoning) : undefined
      if (!reasoning) throw nothing('The last answer came without reasoning.')
      const { stdout } = state.context
      await stdout.write(`${stdout.style('dim', printable(reasoning.trim()))}\n`)
      return undefined
    },
  },
  {
    name: 'stats',
    usage: '/stats',
    help: 'Show figures of the last answer and the conversation.',
    async run(_, state) {
      const { conversation, statistics } = state
      const answers = conversation.entries.filter(({ message }) => message.role === 'assistant')
      const total = answers.reduce((sum, { usage }) => sum + (usage?.completion_tokens ?? 0), 0)
      const uncounted = answers.filter(({ usage }) => !usage).length
      const without = uncounted === 0 ? '' : `, ${uncounted} ${uncounted === 1 ? 'answer' : 'answers'} not counted`
      const { session } = conversation
      const known = session ? `id ${session.id} · ${printableLine(session.name)}` : 'not begun'
      say(state, statistics === undefined ? 'No answer yet.' : statistics)
      say(
        state,
        `Conversation: ${conversation.entries.length} messages · ${count(total)} output tokens${without} · ${known}`,
      )
      return undefined
    },
  },
  {
    name: 'code',
    usage: '/code [curl|ts|openai|py|sh]',
    help: 'Show the request as a program that runs when pasted.',
    run: showCode,
  },
  {
    name: 'clear',
    usage: '/clear',
    help: 'Start a new conversation. The old one stays saved.',
    async run(_, state) {
      const { store, system } = state.conversation
      state.conversation = new Conversation(store, undefined, { system })
      state.attachments = []
      state.context.stdout.paint('\u001b[H\u001b[2J')
      say(state, 'A new conversation.')
      return undefined
    },
  },
]

// Who is used to a shell quotes a name of several words.
function unquoted(text: string): string {
  return /^(["'])(.*)\1$/u.exec(text)?.[2] ?? text
}

function nothing(message: string): UsageError {
  return new UsageError(message, { command: '/help' })
}
