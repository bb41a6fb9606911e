import { ConnectionError } from '../errors/colloquy-error.ts'

/** The error for a redirect that is not followed. */
export function redirectRefused(origin: string, status: number, to?: string): ConnectionError {
  const where = to ? ` to ${to}` : ''
  const message = `${origin} redirects the request${where}. Set \`baseURL\` to that address if you trust it.`
  return new ConnectionError(message, { code: 'redirect_refused', status })
}
