import { InvalidRequestError } from 'colloquy'

import { mentions } from './jinja/mentions.ts'
import { parseTemplate } from './jinja/parse-template.ts'
import { Template } from './jinja/template.ts'
import { TemplateError } from './jinja/template-error.ts'

/** Throws `InvalidRequestError` for a chat template that cannot be read, or that would leave out what is said. */
export function checkGivenTemplate(source: string): void {
  try {
    void new Template(source)
  } catch (error) {
    throw error instanceof TemplateError ? refusal(error.message, error) : error
  }
  if (mentions(parseTemplate(source), 'messages')) return
  throw refusal('it says nothing of `messages`, so no prompt would hold what people say')
}

function refusal(why: string, cause?: unknown): InvalidRequestError {
  return new InvalidRequestError(`\`chatTemplate\` cannot be used: ${why}.`, {
    code: 'invalid_value',
    param: 'chatTemplate',
    cause,
  })
}
