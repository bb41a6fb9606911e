import type { Store } from '@colloquy/server'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { openServerStore } from '../serve/open-server-store.ts'
import { storeAddress } from '../serve/store-address.ts'

/** The store of the server whose keys these are. Throws UsageError for one that does not outlive this command. */
export async function openKeyStore(option: string | undefined, env: Environment): Promise<Store> {
  const address = option ?? storeAddress(env)
  const { store } = address === 'memory' ? { store: undefined } : await openServerStore(address, env)
  if (store !== undefined) return store
  throw new UsageError(`Keys cannot be kept in the store "${address}".`, {
    command: 'keys',
    advice: 'Name the one the server uses: --store sqlite:FILE or --store postgres://….',
  })
}
