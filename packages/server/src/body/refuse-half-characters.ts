import { InvalidRequestError } from 'colloquy'
import { pathTo } from './path-to.ts'

/**
 * Throws where a body says half a character: an escape of one surrogate, which no UTF-8 can hold. Who is asked next would
 * put another character in its place, or fail as llama-server does, by a 500 that looks like a fault of its own.
 */
export function refuseHalfCharacters(text: string, value: unknown): void {
  // The text was UTF-8, so only escapes can say it. Whole characters are escaped in two halves by many clients.
  const path = /\\u[dD][89a-fA-F]/.test(text) ? halfIn(value, '') : undefined
  if (path === undefined) return
  const where = path === '' ? 'A name in the request body' : `\`${path}\``
  throw new InvalidRequestError(
    `${where} holds half a surrogate pair, which is no character: cut text between characters.`,
    {
      code: 'invalid_value',
      ...(path !== '' && { param: path }),
    },
  )
}

function halfIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    if (!name.isWellFormed()) return path
    const found: string | undefined = halfIn(inner, pathTo(path, Array.isArray(value) ? Number(name) : name))
    if (found !== undefined) return found
  }
  return undefined
}
