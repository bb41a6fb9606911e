import { printableLine } from '../terminal/printable.ts'
import type { LocalTarget } from '../ask/target.ts'
import { isLoopback, type Address } from './choose-address.ts'
import type { PoolTarget } from './choose-served.ts'
import type { ServerKeys } from './read-keys.ts'

/** What is known once the server listens. */
export interface Announced {
  readonly url: string
  readonly target: LocalTarget | PoolTarget
  /** Ids of the models on offer. */
  readonly models: readonly string[]
  readonly keys: ServerKeys
  /** Whether there are keys in the store. */
  readonly storeHasKeys: boolean
  readonly address: Address
  /** Where things are kept. */
  readonly store: string
}

/** Says what is served, where, to whom, and a command that works when pasted. */
export function announcement({ url, target, models, keys, storeHasKeys, address, store }: Announced): string {
  const [model = 'MODEL', ...others] = models
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  const link = reachable(url)
  const hasKeys = keys.values.length > 0 || storeHasKeys
  return [
    `Serving ${models.length === 0 ? 'no model yet' : printableLine(model)}${more}, ${whereabouts(target, models)}.`,
    '',
    `  Page     ${link}/`,
    `  API      ${link}/v1`,
    `  Models   ${link}/v1/models`,
    ...(link === url ? [] : [`  Listens  on every address of this machine, port ${new URL(url).port}`]),
    `  Key      ${keyState(keys, storeHasKeys, address)}`,
    `  Store    ${printableLine(store)}`,
    '',
    hasKeys && keys.shellWord === undefined ? 'Try it: put a key into COLLOQUY_API_KEY, and paste this.' : 'Try it:',
    '',
    `  ${curlLine(link, model, hasKeys ? (keys.shellWord ?? '$COLLOQUY_API_KEY') : undefined)}`,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

function whereabouts(target: LocalTarget | PoolTarget, models: readonly string[]): string {
  if (target.kind === 'local') return 'on this machine'
  const [first, ...others] = target.upstreams.map(({ baseURL }) => baseURL)
  const upstreams = others.length === 0 ? first : `${target.upstreams.length} upstreams`
  // An upstream may start after this server, and is asked again every few seconds.
  return models.length === 0 ? `for none came from ${upstreams}` : `answered by ${upstreams}`
}

function keyState({ values }: ServerKeys, storeHasKeys: boolean, { host }: Address): string {
  const stored = 'those of "colloquy keys ls"'
  if (values.length > 0) {
    const own = values.length === 1 ? 'one is accepted' : `${values.length} are accepted`
    return `required; ${own}${storeHasKeys ? `, and ${stored}` : ''}`
  }
  if (storeHasKeys) return `required; ${stored} are accepted`
  if (isLoopback(host)) return 'none needed; only this machine can send requests'
  return 'none needed: EVERYBODY who reaches this address is answered'
}

// `0.0.0.0` is everywhere, and nowhere to go.
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}

function curlLine(link: string, model: string, key: string | undefined): string {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Say hello.' }] })
  const headers = [
    `-H 'content-type: application/json'`,
    ...(key === undefined ? [] : [`-H "authorization: Bearer ${key}"`]),
  ]
  return `curl ${link}/v1/chat/completions ${headers.join(' ')} -d '${body.replaceAll("'", "'\\''")}'`
}
