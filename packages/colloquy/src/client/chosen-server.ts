import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ServerOptions } from './colloquy-options.ts'
import type { ClientOptions } from './options.ts'

/**
 * The address that is chosen, its variables filled in; the `baseURL` where there is no choice. Throws
 * `InvalidRequestError` where there is none at the place named, and for options that would have to be ignored.
 */
export function chosenServer({
  servers,
  server,
  serverVariables,
  baseURL,
}: ServerOptions & Pick<ClientOptions, 'baseURL'>): string | URL | undefined {
  const wrong = (param: string) =>
    new InvalidRequestError(`\`${param}\` names no server: give \`baseURL\`, or \`servers\` and its place there.`, {
      param,
    })
  if (!servers && server === undefined && !serverVariables) return baseURL
  const chosen = baseURL === undefined && servers?.[server ?? 0]
  if (!chosen) throw wrong(servers && baseURL === undefined ? 'server' : 'servers')
  return String(chosen).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = serverVariables?.[name] ?? ''
    // A value fills its place and no more: with a slash in it, the key would go to another server.
    if (/^[\w.~-]+$/.test(value)) return value
    throw wrong(`serverVariables.${name}`)
  })
}
