/** Finds or begins the conversation that the command line means. */
import { UsageError } from '../arguments/usage-error.ts'
import { Conversation } from '../chat/conversation.ts'
import type { CommandContext } from '../command-context.ts'
import { paintNote } from '../terminal/paint-note.ts'
import { printableLine } from '../terminal/printable.ts'
import { MemorySessionStore } from './memory-session-store.ts'
import type { Session, SessionStore } from './session.ts'

/** The flags that decide about it. */
export interface ConversationOptions {
  readonly continue: boolean | undefined
  readonly session: string | undefined
  readonly system: string | undefined
  readonly 'no-log': boolean | undefined
}

/** A conversation, and whether it is kept. */
export interface OpenedConversation {
  readonly conversation: Conversation
  readonly kept: boolean
}

/**
 * `-c` goes on with the latest, `--session` with the one of that name or id (a new name begins one), anything else
 * begins a new one. Where nothing can be kept the conversation is held in memory, and stderr says why unless it was
 * wished. Throws UsageError where there is nothing to go on with.
 */
export async function openConversation(
  options: ConversationOptions,
  { io, stderr }: CommandContext,
): Promise<OpenedConversation> {
  const { system } = options
  const wanted = options.continue === true || options.session !== undefined
  const off = options['no-log'] === true || io.env['COLLOQUY_LOG'] === 'off'
  if (off && wanted) {
    throw new UsageError(
      `${options.continue ? '-c' : '--session'} needs the conversations that ${options['no-log'] ? '--no-log' : 'COLLOQUY_LOG=off'} leaves out.`,
      {
        command: 'ask',
        advice: 'Keep one of them.',
      },
    )
  }
  let store: SessionStore | undefined
  if (!off) {
    try {
      store = await io.openSessions()
    } catch (error) {
      if (wanted) throw error
      const reason = error instanceof Error ? error.message : String(error)
      // A script that asks one question has no use for this; who converses wants to know.
      if (stderr.isInteractive) paintNote(stderr, `Not kept: ${printableLine(reason)}`)
    }
  }
  const kept = store !== undefined
  store ??= new MemorySessionStore()
  const session = wanted ? findSession(store, options) : undefined
  const conversation = new Conversation(store, session, { name: session ? undefined : options.session, system })
  if (session && system !== undefined) conversation.system = system
  return { conversation, kept }
}

function findSession(store: SessionStore, { session: name }: ConversationOptions): Session | undefined {
  if (name !== undefined) return store.find(name)
  const [latest] = store.list()
  if (latest) return latest
  throw new UsageError('There is no conversation to continue yet.', {
    command: 'ask',
    advice: 'Leave out -c to start one.',
  })
}
