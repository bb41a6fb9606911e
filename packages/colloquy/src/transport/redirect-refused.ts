import { ConnectionError } from '../errors/colloquy-error.ts'

/** The error for a redirect that is not followed. */
export function redirectRefused(from: string, status: number, to = ''): ConnectionError {
  const message = `${new URL(from).origin} redirects the request${to}. Set \`baseURL\` to it if you trust it.`
  return new ConnectionError(message, { code: 'redirect_refused', status })
}
