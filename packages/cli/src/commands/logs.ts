import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import { readAge } from '../arguments/read-age.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { changeConfig } from '../config/change-config.ts'
import { readConfig } from '../config/config.ts'
import { databasePath } from '../sessions/database-path.ts'
import { messageText } from '../sessions/message-text.ts'
import { jsonText } from '../terminal/json-text.ts'
import { localTime } from '../terminal/local-time.ts'
import { markWords } from '../terminal/mark-words.ts'
import { printable, printableLine } from '../terminal/printable.ts'
import { count } from '../terminal/quantity.ts'
import type { logsOptions } from './options.ts'

/** `colloquy logs [list|path|on|off|prune]`: the messages of every conversation, the newest last, as in any log. */
export const logs: CommandRun<typeof logsOptions> = async (
  { words: [action = 'list'], options },
  { io, stdout, stderr },
) => {
  const off = io.env['COLLOQUY_LOG'] === 'off'
  if (action === 'path') {
    await stdout.write(`${databasePath(io.env)}\n`)
    const switchedOff = (await readConfig(io.env)).log === 'off'
    const told = off
      ? 'COLLOQUY_LOG is off: nothing is added.'
      : switchedOff
        ? 'It is switched off: nothing is added. On: colloquy logs on.'
        : 'Every conversation is kept there. Off: --no-log, COLLOQUY_LOG=off, or colloquy logs off.'
    await stderr.write(`${told}\n`)
    return 0
  }
  if (action === 'on' || action === 'off') {
    await changeConfig(io.env, 'log', action)
    const now = action === 'on' ? 'Conversations are kept' : 'No conversation is kept from now on; those that are stay'
    await stderr.write(`${now}: ${databasePath(io.env)}\n`)
    if (action === 'on' && off) await stderr.write('COLLOQUY_LOG=off still holds in this shell: unset COLLOQUY_LOG.\n')
    return 0
  }
  if (action !== 'list' && action !== 'prune') {
    throw new UsageError(`There is no action "${action}".`, {
      command: 'logs',
      advice: 'The actions are list, path, on, off and prune; to search: colloquy logs -q TEXT.',
    })
  }
  const store = await io.openSessions()
  try {
    if (action === 'prune') {
      const removed = store.prune(Date.now() - ageOf(options['older-than']))
      await stderr.write(`Deleted ${count(removed)} ${removed === 1 ? 'conversation' : 'conversations'}.\n`)
      return 0
    }
    const found = store.search(options.query ?? '', { limit: options.number ?? 20, model: options.model }).toReversed()
    if (options.json) {
      const entries = found.map(({ session, entry }) => ({ session: session.id, name: session.name, ...entry }))
      await stdout.write(`${jsonText(entries, { indent: stdout.isTTY })}\n`)
      return 0
    }
    if (found.length === 0) await stderr.write(`${nothingFound(options)}\n`)
    for (const { session, entry } of found) {
      const { role } = entry.message
      const who = role === 'assistant' ? (entry.model ?? role) : role
      const head = `${localTime(entry.created)}  ${session.id}  ${printableLine(who)}${entry.finish === 'stopped' ? ' (stopped)' : ''}`
      const text = messageText(entry.message)
      const shown = stdout.isTTY ? printable(text) : text
      const marked = stdout.hasColour
        ? markWords(shown, options.query ?? '', (word) => stdout.style('bold', stdout.style('yellow', word)))
        : shown
      await stdout.write(`${stdout.style('dim', head)}\n${marked}\n\n`)
    }
    return 0
  } finally {
    store.close()
  }
}

function nothingFound({ query, model }: CommandArguments<typeof logsOptions>['options']): string {
  const of = model === undefined ? '' : ` of ${printableLine(model)}`
  return query === undefined ? `No message${of} is kept yet.` : `No message${of} holds "${printableLine(query)}".`
}

function ageOf(text: string | undefined): number {
  const age = readAge(text ?? '')
  if (age !== undefined) return age
  throw new UsageError(text === undefined ? 'prune needs an age.' : `--older-than is "${text}"; it must be an age.`, {
    command: 'logs',
    advice: 'For example: colloquy logs prune --older-than 30d.',
  })
}
