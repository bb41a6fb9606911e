import { isColloquyError } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'
import type { ChatState } from './chat-state.ts'

/**
 * The fields, where each by itself is what the API takes: a misspelt one is refused when it is set, not when the next
 * question is asked. Fields that need one another may be set one by one.
 */
export function checkedFields(
  fields: Readonly<Record<string, unknown>>,
  { target }: Pick<ChatState, 'target'>,
): Readonly<Record<string, unknown>> {
  const request = { model: 'any', messages: [{ role: 'user', content: 'any' }], stream: true, ...fields }
  try {
    validateChatCompletionRequest(request, { unknown: target.kind === 'endpoint' ? 'keep' : 'refuse' })
  } catch (error) {
    if (!isColloquyError(error) || !couplings.has(error.code)) throw error
  }
  return fields
}

const couplings: ReadonlySet<string> = new Set(['parameter_needs_another', 'invalid_parameter_combination'])
