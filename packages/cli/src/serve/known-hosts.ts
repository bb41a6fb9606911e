import { isLoopback, type Address } from './choose-address.ts'

/**
 * The host names a server answers to; undefined is any. On the loopback address it is this machine's own and what was
 * allowed besides: a page elsewhere can give 127.0.0.1 a name of its own, and would be let in by that. Where other
 * machines ask, they do by names that nobody here can know.
 */
export function knownHosts({ host }: Address, allowed: readonly string[] | undefined): readonly string[] | undefined {
  if (isLoopback(host)) return ['localhost', '127.0.0.1', '[::1]', host, ...(allowed ?? [])]
  return allowed
}
