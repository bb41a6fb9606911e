import type { CommandRun } from '../arguments/command-spec.ts'
import { refuseOtherOptions } from '../arguments/refuse-other-options.ts'
import { UsageError } from '../arguments/usage-error.ts'
import { keyActions } from '../keys/key-actions.ts'
import { openKeyStore } from '../keys/open-key-store.ts'
import type { keysOptions } from './options.ts'

/** `colloquy keys add|ls|rotate|revoke|limit`: who may ask a server, and how much. */
export const keys: CommandRun<typeof keysOptions> = async ({ words, options }, { io, stdout, stderr }) => {
  const [verb = 'ls', name] = words
  const action = Object.hasOwn(keyActions, verb) ? keyActions[verb] : undefined
  if (action === undefined) {
    throw new UsageError(`"keys ${verb}" is not a command.`, {
      command: 'keys',
      advice: `Use one of: ${Object.keys(keyActions).join(', ')}.`,
    })
  }
  if (verb !== 'ls' && name === undefined) {
    throw new UsageError(`"keys ${verb}" needs the name of a key.`, { command: 'keys' })
  }
  if (verb === 'ls' && name !== undefined) {
    throw new UsageError(`"keys ls" takes no name, but got "${name}".`, { command: 'keys' })
  }
  refuseOtherOptions({ command: 'keys', word: verb, taken }, options)
  await using opened = await openKeyStore(options.store, io.env)
  const { keys: records, limits } = opened.store
  await action({ name: name ?? '', options, keys: records, limits, place: opened.place, stdout, stderr })
  return 0
}

const limits = ['rpm', 'tpm', 'parallel', 'budget'] as const
const taken = { add: [...limits, 'expires', 'owner'], limit: limits, rotate: ['grace'] } as const
