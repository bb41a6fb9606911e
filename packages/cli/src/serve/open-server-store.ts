import { openStore, type Store } from '@colloquy/server'
import { isColloquyError } from 'colloquy'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../cli-io.ts'
import { storeAddress } from './store-address.ts'

/** A store, and what to call the place it keeps things in. */
export interface ServerStore extends Store {
  readonly place: string
}

/** Opens what `--store` names; undefined for `none`. Throws UsageError where it is no address or cannot be used. */
export async function openServerStore(option: string | undefined, env: Environment): Promise<ServerStore | undefined> {
  const address = option ?? storeAddress(env)
  if (address === 'none') return undefined
  try {
    const store = await openStore(address)
    return {
      ...store,
      place: placeOf(address),
      [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
    }
  } catch (error) {
    if (!isColloquyError(error)) throw error
    throw new UsageError(error.message, {
      command: 'serve',
      advice: 'Choose another place with --store, or --store none to keep nothing.',
    })
  }
}

/** Without the password that a Postgres' address may hold. */
function placeOf(address: string): string {
  if (address === 'memory') return 'memory, until this ends'
  if (!address.startsWith('postgres')) return address.replace(/^sqlite:(?:\/\/)?/u, '')
  const { host, pathname } = new URL(address)
  return `Postgres${host === '' ? '' : ` at ${host}`}, database ${pathname.slice(1)}`
}
