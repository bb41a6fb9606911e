import { UsageError } from '../arguments/usage-error.ts'

/** Where to listen. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** The flags that decide about it. */
interface AddressOptions {
  readonly host: string | undefined
  readonly port: number | undefined
  readonly insecure: boolean | undefined
}

/**
 * The address to listen on. Throws UsageError for one that other machines reach while anybody may ask: an open model
 * server is found within hours, and its owner pays.
 */
export function chooseAddress(options: AddressOptions, { hasKeys }: { readonly hasKeys: boolean }): Address {
  const { host = '127.0.0.1', port = 8080, insecure } = options
  if (!hasKeys && insecure !== true && !isLoopback(host)) {
    throw new UsageError(`--host ${host} lets other machines ask, and no key is set.`, {
      command: 'serve',
      advice:
        'Make a key with "colloquy keys add NAME", set COLLOQUY_API_KEY, give keys with --api-key-file, or add --insecure if the network itself keeps others out.',
    })
  }
  return { host, port }
}

/** Whether only this machine reaches the address: 127.0.0.0/8, `::1`, `localhost`. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/iu.test(host)
}
