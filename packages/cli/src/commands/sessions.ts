import { readFile, writeFile } from 'node:fs/promises'
import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { readInput } from '../ask/read-input.ts'
import { Conversation } from '../chat/conversation.ts'
import type { CommandContext } from '../command-context.ts'
import { exportConversation } from '../sessions/export-conversation.ts'
import { messageText } from '../sessions/message-text.ts'
import { knownSession } from '../sessions/known-session.ts'
import type { Session, SessionStore } from '../sessions/session.ts'
import { jsonText } from '../terminal/json-text.ts'
import { localTime } from '../terminal/local-time.ts'
import { printableLine } from '../terminal/printable.ts'
import { writeTable } from '../terminal/write-table.ts'
import type { sessionsOptions } from './options.ts'

type Options = CommandArguments<typeof sessionsOptions>['options']
type Action = (
  store: SessionStore,
  names: readonly string[],
  options: Options,
  context: CommandContext,
) => Promise<void>

/** `colloquy sessions ACTION`. */
export const sessions: CommandRun<typeof sessionsOptions> = async (
  { words: [name = 'ls', ...names], options },
  context,
) => {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) {
    const guess = closest(name, Object.keys(actions))
    throw fault(
      `There is no action "${name}".`,
      guess === undefined ? undefined : `Did you mean: colloquy sessions ${guess}?`,
    )
  }
  const store = await context.io.openSessions()
  try {
    await action(store, names, options, context)
    return 0
  } finally {
    store.close()
  }
}

const actions: Readonly<Record<string, Action | undefined>> = {
  async ls(store, _, { json }, { stdout, stderr }) {
    const all = store.list()
    if (json) await stdout.write(`${jsonText(all, { indent: stdout.isTTY })}\n`)
    else if (all.length === 0) await stderr.write('No conversation is kept yet.\n')
    else {
      const rows = all.map(({ id, name, updated, model }) => [id, localTime(updated), model ?? '', name])
      await writeTable(stdout, ['ID', 'UPDATED', 'MODEL', 'NAME'], rows, { shrink: 'NAME' })
    }
  },

  async show(store, [name], { json }, { stdout }) {
    const session = find(store, name)
    const entries = store.path(session.id)
    if (json) {
      await stdout.write(`${jsonText({ ...session, entries }, { indent: stdout.isTTY })}\n`)
      return
    }
    const text = exportConversation(new Conversation(store, session), 'markdown')
    const { shownMarkdown } = await import('../render/shown-markdown.ts')
    await stdout.write(shownMarkdown(text, stdout))
  },

  async rename(store, [name, to], _, { stderr }) {
    const session = find(store, name)
    if (to === undefined || to.trim() === '') throw fault('rename needs a new name.')
    store.rename(session.id, to)
    await stderr.write(`${session.id} is now called ${printableLine(to)}.\n`)
  },

  async branch(store, [name, to], { json }, { stdout }) {
    const copy = store.branch(find(store, name).id, to)
    await stdout.writeForeign(json ? `${jsonText(copy)}\n` : `${copy.id}\n`)
  },

  async export(store, [name, file], { markdown }, { stdout }) {
    const session = find(store, name)
    const format = markdown || file?.endsWith('.md') ? 'markdown' : 'jsonl'
    const text = exportConversation(new Conversation(store, session), format)
    if (file === undefined) await stdout.writeForeign(text)
    // 'wx': never over a file that is there.
    else await writeFile(file, text, { flag: 'wx' })
  },

  async import(store, [file, name], _, context) {
    if (file === undefined) throw fault('import needs a file of JSON lines, or - for standard input.')
    const text = file === '-' ? await readInput(context) : await readFile(file, 'utf8')
    const messages = await readMessages(text, file)
    const system = messages[0]?.role === 'system' ? messageText(messages[0]) : undefined
    const said = system === undefined ? messages : messages.slice(1)
    const known = knownSession(store, said, system)
    if (known && (name === undefined || name === known.name)) {
      await context.stderr.write(`This is kept already, as ${printableLine(known.name)}; a new name makes a copy.\n`)
      await context.stdout.write(`${known.id}\n`)
      return
    }
    const { id } = store.create({ name, system })
    let parent: number | null = null
    for (const message of said) parent = store.append(id, { parent, message }).id
    await context.stdout.write(`${id}\n`)
  },

  async rm(store, names, _, { stderr }) {
    const found = names.map((name) => find(store, name))
    if (found.length === 0) throw fault('rm needs a name or an id.')
    for (const { id, name } of found) {
      store.remove(id)
      await stderr.write(`Deleted ${id}, ${printableLine(name)}.\n`)
    }
  },
}

function find(store: SessionStore, name: string | undefined): Session {
  if (name === undefined) throw fault('A name or an id is needed.')
  const session = store.find(name)
  if (session) return session
  throw fault(`There is no conversation "${name}".`, 'See them with: colloquy sessions ls.')
}

// Checked by the rules of a request, so that what is imported can be sent.
async function readMessages(text: string, place: string): Promise<readonly ChatCompletionRequestMessage[]> {
  // Loaded here: a shell lists conversations at every Tab, and waits for it.
  const { validateChatCompletionRequest } = await import('colloquy/validate')
  const values = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index): unknown => {
      try {
        return JSON.parse(line)
      } catch {
        throw fault(
          `Line ${index + 1} of ${place} is not JSON.`,
          'Each line must be one message, as sessions export writes them.',
        )
      }
    })
  return validateChatCompletionRequest({ model: 'any', messages: values }).messages
}

function fault(message: string, advice?: string): UsageError {
  return new UsageError(message, { command: 'sessions', advice })
}
