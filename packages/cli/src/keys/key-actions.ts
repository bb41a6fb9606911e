import { createKey, rotateKey, usageCounter, usageDay, type KeyRecord, type Store } from '@colloquy/server'
import type { OptionValues } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { keysOptions } from '../commands/options.ts'
import { jsonText } from '../terminal/json-text.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { printableLine } from '../terminal/printable.ts'
import { writeTable } from '../terminal/write-table.ts'
import { changedLimits, limitsText } from './key-limits.ts'
import { readExpiry, readDuration } from './read-duration.ts'

/** What an action gets to work with. */
interface ActionContext extends Pick<Store, 'keys' | 'limits'> {
  /** The key's name or id, as it was given. */
  readonly name: string
  readonly options: OptionValues<typeof keysOptions>
  /** Where the store is: a key made in another than the server's is refused there, and nothing else would tell why. */
  readonly place: string
  readonly stdout: OutputStream
  readonly stderr: OutputStream
}

/** The words that may follow `colloquy keys`. */
export const keyActions: Readonly<Record<string, (context: ActionContext) => Promise<void>>> = {
  async add(context) {
    const { keys, name, options } = context
    const made = await createKey(keys, {
      name: checkName(name),
      owner: options.owner,
      expires: options.expires === undefined ? undefined : readExpiry(options.expires, Date.now()),
      limits: changedLimits({}, options),
    })
    await showSecret(made, context, `Made ${described(made.record)}; in ${context.place}.`)
  },

  async ls({ keys, limits, options, place, stdout, stderr }) {
    const records = await keys.list()
    const today = usageDay(Date.now(), 'day')
    const used = await Promise.all(records.map(({ id }) => limits.counted(usageCounter(id, 'tokens'), today)))
    if (options.json) {
      const rows = records.map((record, at) => ({ ...record, tokens_today: used[at] }))
      return stdout.write(`${jsonText(rows, { indent: stdout.isTTY })}\n`)
    }
    if (records.length === 0) {
      return stderr.write(`There are no keys yet in ${place}. Make one with: colloquy keys add NAME\n`)
    }
    const head = ['NAME', 'STATE', 'LIMITS', 'TOKENS TODAY', 'ID']
    const rows = records.map((record, at) => [
      record.name,
      stateOf(record),
      limitsText(record.limits),
      String(used[at]),
      record.id,
    ])
    return writeTable(stdout, head, rows)
  },

  async rotate(context) {
    const record = await findKey(context)
    const grace = context.options.grace === undefined ? 0 : readDuration('--grace', context.options.grace)
    const made = await rotateKey(context.keys, record, Date.now() + grace)
    const old = grace === 0 ? 'The old key is refused from now on' : `The old key is taken for ${context.options.grace}`
    await showSecret(made, context, `Rotated ${described(record)}. ${old}.`)
  },

  async revoke(context) {
    const record = await findKey(context)
    await context.keys.revoke(record.id)
    await context.stderr.write(`Revoked ${described(record)}. It is refused from now on.\n`)
  },

  async limit(context) {
    const record = await findKey(context)
    const limits = changedLimits(record.limits, context.options)
    await context.keys.limit(record.id, limits)
    await context.stderr.write(`Limits of ${described({ ...record, limits })}.\n`)
  },
}

/** The key alone on stdout, so that `KEY=$(colloquy keys add ann)` holds it and nothing else. */
async function showSecret(
  { record, secret }: { readonly record: KeyRecord; readonly secret: string },
  { options, stdout, stderr }: ActionContext,
  words: string,
): Promise<void> {
  if (options.json) return stdout.write(`${jsonText({ ...record, key: secret }, { indent: stdout.isTTY })}\n`)
  await stderr.write(`${words} This is the only time the key is shown:\n`)
  await stdout.write(`${secret}\n`)
}

function described({ name, limits }: KeyRecord): string {
  return `${printableLine(name)}: ${limitsText(limits)}`
}

function stateOf({ revoked, expires }: KeyRecord): string {
  if (revoked !== null) return 'revoked'
  if (expires === null) return 'in use'
  return `${expires <= Date.now() ? 'expired' : 'until'} ${new Date(expires).toISOString().slice(0, 16)}Z`
}

/** By name among the keys in use, else by id. */
async function findKey({ keys, name }: ActionContext): Promise<KeyRecord> {
  const records = (await keys.list()).filter(({ revoked }) => revoked === null)
  const found = records.find((record) => record.name === name) ?? records.find(({ id }) => id === name)
  if (found !== undefined) return found
  throw new UsageError(`There is no key "${name}" in use.`, {
    command: 'keys',
    advice: 'See them with: colloquy keys ls.',
  })
}

function checkName(name: string): string {
  if (/^[\w.@-]{1,64}$/u.test(name)) return name
  throw new UsageError('The name of a key is 1 to 64 letters, digits, or any of . _ - @.', { command: 'keys' })
}
