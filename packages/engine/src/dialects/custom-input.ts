import { InvalidRequestError } from 'colloquy'
import type { CustomToolFormat } from 'colloquy/protocol'

/** The one argument with which a model calls a custom tool. */
export const inputKey = 'input'

/** The JSON Schema of a custom tool's call. Throws `unsupported_value` for a format that cannot be enforced. */
export function customInputSchema(
  format: CustomToolFormat | undefined,
  param: string,
): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: { [inputKey]: { type: 'string', ...inputPattern(format, param) } },
    required: [inputKey],
    additionalProperties: false,
  }
}

function inputPattern(format: CustomToolFormat | undefined, param: string): { pattern?: string } {
  if (format === undefined || format.type === 'text') return {}
  const { syntax, definition } = format.grammar
  if (syntax === 'regex') return { pattern: `^(?:${definition})$` }
  throw new InvalidRequestError(
    `\`${param}.grammar.syntax\` is "lark", which cannot be enforced here; use "regex", or leave the format out.`,
    { code: 'unsupported_value', param: `${param}.grammar.syntax` },
  )
}
