import type { Store } from '@colloquy/server'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { openServerStore, type ServerStore } from '../serve/open-server-store.ts'
import { storeAddress } from '../serve/store-address.ts'

/** A store that is there, and its place. */
interface KeyStore extends ServerStore {
  readonly store: Store
}

const refusal = {
  command: 'keys',
  advice: 'Name the store that the server uses: --store sqlite:FILE or --store postgres://….',
}

/** The store of the server whose keys these are. Throws UsageError for one that does not outlive this command. */
export async function openKeyStore(option: string | undefined, env: Environment): Promise<KeyStore> {
  const address = option ?? storeAddress(env)
  const opened = address === 'memory' ? undefined : await openServerStore(address, env, refusal)
  const store = opened?.store
  if (opened !== undefined && store !== undefined) {
    return { store, place: opened.place, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
  }
  throw new UsageError(`Keys cannot be kept in the store "${address}".`, refusal)
}
