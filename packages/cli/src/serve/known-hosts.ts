import { UsageError } from '../arguments/usage-error.ts'
import { isLoopback, type Address } from './choose-address.ts'

/**
 * The host names a server answers to; undefined is any. On the loopback address it is this machine's own and what was
 * allowed besides: a page elsewhere can give 127.0.0.1 a name of its own, and would be let in by that. Where other
 * machines ask, they do by names that nobody here can know. Throws UsageError for what no request is compared with.
 */
export function knownHosts({ host }: Address, allowed: readonly string[] | undefined): readonly string[] | undefined {
  for (const name of allowed ?? []) refusePort(name)
  if (isLoopback(host)) return ['localhost', '127.0.0.1', '[::1]', host, ...(allowed ?? [])]
  return allowed
}

function refusePort(name: string): void {
  const host = URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : undefined
  if (host === name.toLowerCase()) return
  throw new UsageError(`--allow-host is "${name}"; it must be a host name alone, without scheme and port.`, {
    command: 'serve',
    advice: 'For example: --allow-host api.example.',
  })
}
