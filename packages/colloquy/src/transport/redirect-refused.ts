import { ConnectionError } from '../errors/colloquy-error.ts'

/** The error for a redirect that is not followed. */
export function redirectRefused(status: number, to = ''): ConnectionError {
  return new ConnectionError(`The server redirects the request${to}. Set \`baseURL\` to it if you trust it.`, {
    code: 'redirect_refused',
    status,
  })
}
