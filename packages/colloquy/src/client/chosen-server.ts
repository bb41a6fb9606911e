import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ClientOptions, ServerOptions } from './options.ts'

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
  if (!servers && server === undefined && !serverVariables) return baseURL
  if (!servers || baseURL !== undefined) throw wrong('servers', 'Give either `baseURL` or `servers`')
  const chosen = servers[server ?? 0]
  if (chosen === undefined) throw wrong('server', `\`servers\` has ${servers.length} addresses, counted from 0`)
  return String(chosen).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = serverVariables?.[name] ?? ''
    // A value fills its place and no more: with a slash in it, the key would go to another server.
    if (/^[\w.~-]+$/.test(value)) return value
    throw wrong(`serverVariables.${name}`, `Expected letters, digits, \`.\`, \`_\`, \`~\` or \`-\` for \`{${name}}\``)
  })
}

function wrong(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError(`${message}.`, { param })
}
