import { InvalidRequestError } from 'colloquy'

/**
 * The `idempotency-key` of a request, or undefined. Throws `InvalidRequestError` for one that cannot be honoured: a key
 * that is dropped in silence would cost its sender a second answer.
 */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key')
  if (key === null) return undefined
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  throw new InvalidRequestError('The header `idempotency-key` must be 1 to 255 characters of ASCII.', {
    param: 'idempotency-key',
  })
}
