import { UsageError } from '../arguments/usage-error.ts'
import { isLoopback, type Address } from './choose-address.ts'

/**
 * The host names that a server answers to; undefined means any. On a loopback address, only the names of this machine
 * and the allowed ones count: otherwise a web page could point a name of its own at 127.0.0.1 and reach the server. On
 * other addresses, callers use names that cannot be known here. Throws UsageError for a name that no request could
 * have.
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
