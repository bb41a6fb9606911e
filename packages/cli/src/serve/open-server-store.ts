import { existsSync } from 'node:fs'
import { openStore, type Store } from '@colloquy/server'
import { isColloquyError } from 'colloquy'
import { UsageError, type UsageErrorDetails } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { nodeSqlite } from '../sessions/node-sqlite.ts'
import { storeAddress } from './store-address.ts'

/** The store of a server, if it has one, and what to say of where things are kept. */
export interface ServerStore extends AsyncDisposable {
  readonly store: Store | undefined
  readonly place: string
}

const serving = {
  command: 'serve',
  advice: 'Choose another place with --store, or --store none to keep nothing.',
}

/**
 * Opens what `--store` names. Throws UsageError if it is not an address or cannot be used. The default file is an
 * exception while it does not exist: a machine without SQLite or with a read-only disk serves anyway, keeps nothing,
 * and says so. A default file that exists may hold keys, so it is never skipped.
 */
export async function openServerStore(
  option: string | undefined,
  env: Environment,
  refusal: UsageErrorDetails = serving,
): Promise<ServerStore> {
  const address = option ?? storeAddress(env)
  if (address === 'none') return withoutStore('none')
  if (address.startsWith('sqlite:')) await nodeSqlite()
  try {
    const store = await openStore(address)
    return { store, place: placeOf(address), [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() }
  } catch (error) {
    if (!isColloquyError(error)) throw error
    const isDefault = option === undefined && !env['COLLOQUY_STORE']
    if (isDefault && !existsSync(placeOf(address))) return withoutStore(`none. ${error.message}`)
    throw new UsageError(error.message, refusal)
  }
}

function withoutStore(place: string): ServerStore {
  return { store: undefined, place, async [Symbol.asyncDispose]() {} }
}

/** Without the password that a Postgres' address may hold. */
function placeOf(address: string): string {
  if (address === 'memory') return 'memory, until this ends'
  if (!address.startsWith('postgres')) return address.replace(/^sqlite:(?:\/\/)?/u, '')
  const { host, pathname } = new URL(address)
  return `Postgres${host === '' ? '' : ` at ${host}`}, database ${pathname.slice(1)}`
}
