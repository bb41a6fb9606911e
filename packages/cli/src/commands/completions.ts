import { Colloquy, type Chat } from 'colloquy'
import type { CommandRun, OptionValues } from '../arguments/command-spec.ts'
import { refuseOtherOptions } from '../arguments/refuse-other-options.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { chooseTarget } from '../ask/target.ts'
import type { Environment } from '../environment.ts'
import { readPairs } from '../arguments/read-pairs.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { printableLine } from '../terminal/printable.ts'
import { writeTable } from '../terminal/write-table.ts'
import type { completionsOptions } from './options.ts'

/** Where `colloquy serve` listens unless told otherwise. */
const ownServer = 'http://127.0.0.1:8080/v1'

/** `colloquy completions ls|get|messages|update|rm`: the stored completions of a server. */
export const completions: CommandRun<typeof completionsOptions> = async (
  { words, options },
  { io, stdout, stderr, signal },
) => {
  const [verb = 'ls', id = ''] = words
  const action = Object.hasOwn(actions, verb) ? actions[verb] : undefined
  if (action === undefined) {
    throw new UsageError(`"completions ${verb}" is not a command.`, {
      command: 'completions',
      advice: `Use one of: ${Object.keys(actions).join(', ')}.`,
    })
  }
  if (verb !== 'ls' && id === '') {
    throw new UsageError(`"completions ${verb}" needs the id of a completion.`, { command: 'completions' })
  }
  if (verb === 'ls' && id !== '') {
    throw new UsageError(`"completions ls" takes no id, but got "${id}".`, { command: 'completions' })
  }
  refuseOtherOptions({ command: 'completions', word: verb, taken }, options)
  // The server would take none for an order to remove them all.
  if (verb === 'update' && options.metadata === undefined) {
    throw new UsageError('"completions update" needs the pairs that the completion is to have.', {
      command: 'completions',
      advice: 'Give each as --metadata NAME=VALUE.',
    })
  }
  const { chat } = new Colloquy(connectionTo(options, io.env))
  await action({ chat, id, options, signal, stdout, stderr })
  return 0
}

const taken = {
  ls: ['model', 'metadata', 'limit', 'after', 'oldest'],
  messages: ['limit', 'after'],
  update: ['metadata'],
} as const

interface ActionContext {
  readonly chat: Chat
  readonly id: string
  readonly options: OptionValues<typeof completionsOptions>
  readonly signal: AbortSignal
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}

const actions: Readonly<Record<string, (context: ActionContext) => Promise<void>>> = {
  async ls({ chat, options, signal, stdout, stderr }) {
    const { limit = 20, after, model } = options
    const metadata = readPairs(options.metadata ?? [])
    const order = options.oldest ? 'asc' : 'desc'
    const query = { limit, order, metadata, ...(after && { after }), ...(model && { model }) } as const
    const page = await chat.listChatCompletions(query, { signal })
    if (options.json) return stdout.write(`${jsonText(page, { indent: stdout.isTTY })}\n`)
    if (page.data.length === 0) return stderr.write('There are none. Completions are kept where `store` is true.\n')
    const rows = page.data.map(({ id, created, model: name, metadata: pairs, choices }) => [
      id,
      new Date(created * 1000).toISOString().slice(0, 16),
      name,
      Object.entries(pairs ?? {})
        .map((pair) => pair.join('='))
        .join(' '),
      (choices[0]?.message.content ?? '').slice(0, 40),
    ])
    await writeTable(stdout, ['ID', 'CREATED (UTC)', 'MODEL', 'METADATA', 'ANSWER'], rows, { shrink: 'ANSWER' })
    if (page.has_more) await stderr.write(`There are more: --after ${printableLine(page.last_id ?? '')}\n`)
  },

  async get({ chat, id, signal, stdout }) {
    await stdout.write(`${jsonText(await chat.getChatCompletion(id, { signal }), { indent: stdout.isTTY })}\n`)
  },

  async messages({ chat, id, options, signal, stdout }) {
    const { limit = 100, after } = options
    const page = await chat.getChatCompletionMessages(id, { limit, ...(after && { after }) }, { signal })
    if (options.json) return stdout.write(`${jsonText(page, { indent: stdout.isTTY })}\n`)
    for (const { role, content } of page.data) await stdout.writeForeign(`${role}: ${content ?? ''}\n`)
  },

  async update({ chat, id, options, signal, stdout, stderr }) {
    const metadata = readPairs(options.metadata ?? [])
    const updated = await chat.updateChatCompletion(id, { metadata }, { signal })
    if (options.json) return stdout.write(`${jsonText(updated, { indent: stdout.isTTY })}\n`)
    await stderr.write(`Changed the metadata of ${printableLine(id)}.\n`)
  },

  async rm({ chat, id, options, signal, stdout, stderr }) {
    const deleted = await chat.deleteChatCompletion(id, { signal })
    if (options.json) return stdout.write(`${jsonText(deleted)}\n`)
    await stderr.write(`Deleted ${printableLine(id)}.\n`)
  },
}

/** The endpoint of the flag or the environment; else the server of this machine, with its own key. */
function connectionTo(
  options: OptionValues<typeof completionsOptions>,
  env: Environment,
): { baseURL: string; apiKey: string } {
  const target = chooseTarget({ 'base-url': options['base-url'], 'api-key-env': options['api-key-env'] }, env)
  if (target.kind === 'endpoint') return { baseURL: target.baseURL, apiKey: target.apiKey ?? '' }
  return { baseURL: ownServer, apiKey: env['COLLOQUY_API_KEY'] ?? '' }
}
