import { isColloquyError } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'

/**
 * A remark where a field that goes to an endpoint as it is looks like a slip of one that the API has: servers tend to
 * ignore what they do not know, and nobody would notice.
 */
export function misspeltField(fields: Readonly<Record<string, unknown>>): string | undefined {
  try {
    validateChatCompletionRequest({ model: 'any', messages: [{ role: 'user', content: 'any' }], ...fields })
  } catch (error) {
    const isSlip =
      isColloquyError(error) && error.code === 'unknown_parameter' && error.message.includes('Did you mean')
    if (isSlip) return `${error.message} The endpoint is asked with it as it is.`
  }
  return undefined
}
