import { AuthenticationError } from 'colloquy'

/**
 * The key in `authorization: Bearer …`. Nowhere else is looked: a key in the address would end in logs and histories.
 *
 * @throws AuthenticationError where there is none, or a form that is no bearer key.
 */
export function bearerKey(headers: Headers): string {
  const value = headers.get('authorization')
  if (value === null || value.trim() === '') {
    throw new AuthenticationError(
      'The request has no API key. Send one in the header `authorization: Bearer YOUR_KEY`.',
      // OpenAI names the code only where a key came.
      { code: 'missing_api_key' },
    )
  }
  const key = /^Bearer +(\S+)$/i.exec(value.trim())?.[1]
  if (key !== undefined) return key
  throw new AuthenticationError('The `authorization` header must read `Bearer YOUR_KEY`.')
}
