import { InvalidRequestError } from 'colloquy'

import type { ChatTemplateSource } from './chat-template-source.ts'
import { Template } from './jinja/template.ts'
import { TemplateError } from './jinja/template-error.ts'

/**
 * The chat template given in place of a model's own. Throws `InvalidRequestError` where it cannot be read, or would leave
 * out what is said.
 */
export function givenTemplate(source: string): ChatTemplateSource {
  const template = compiled(source)
  if (template.reads('messages')) return { source, compiled: template }
  throw refusal('it says nothing of `messages`, so no prompt would hold what people say')
}

function compiled(source: string): Template {
  try {
    return new Template(source)
  } catch (error) {
    throw error instanceof TemplateError ? refusal(error.message, error) : error
  }
}

function refusal(why: string, cause?: unknown): InvalidRequestError {
  return new InvalidRequestError(`\`chatTemplate\` cannot be used: ${why}.`, {
    code: 'invalid_value',
    param: 'chatTemplate',
    cause,
  })
}
